import { z } from 'zod';
import { accountGrantSchema } from '../domain/access';
import { failWith } from '../domain/field-errors/fail-with';
import { EMPLOYMENT_TYPES } from '../domain/request';
import { codeSchema, emailSchema, singleLineTextSchema } from '../domain/text/schemas';
import { companyTextSchema } from './company-text';

/** Roles that can own a system. */
export const OWNER_ROLES = ['it', 'hr', 'finance', 'admin'] as const;

const licenceSchema = z.strictObject({
  title: companyTextSchema(80),
  seats: z.int().min(0).max(1_000_000).meta({ description: 'How many accounts can have it at the same time.' }),
});

export const systemSchema = z.strictObject({
  title: companyTextSchema(80),
  owner: z
    .union([z.enum(OWNER_ROLES), emailSchema()])
    .meta({ description: 'Role or person that decides about access beyond a profile.' }),
  licences: z.record(codeSchema(), licenceSchema).default({}),
});

const codesSchema = z.array(codeSchema()).min(1).max(100);
const textsSchema = z.array(singleLineTextSchema(120)).min(1).max(100);

/**
 * Fields of a request on which a profile may depend. A field is met by any of the values, without regard to case. Names,
 * addresses, notes and the start date are none: access depends on the job, not on the person or on a day that may move.
 */
const conditionsSchema = z
  .strictObject({
    department: textsSchema,
    location: codesSchema,
    employmentType: z.array(z.enum(EMPLOYMENT_TYPES)).min(1),
    title: textsSchema,
    remote: z.array(z.boolean()).length(1),
    plan: z.array(codeSchema()).min(1).max(20),
    manager: z.array(emailSchema()).min(1).max(100),
    hasEndDate: z.array(z.boolean()).length(1),
    equipment: codesSchema.meta({ description: 'Models that the request names instead of those of the profiles.' }),
    trainings: codesSchema.meta({ description: 'Courses that the request names instead of those of the profiles.' }),
  })
  .partial()
  .meta({ description: 'Conditions, all of which must hold. None: everyone.' });

export const profileSchema = z.strictObject({
  title: companyTextSchema(80),
  when: conditionsSchema.default({}),
  isAddition: z.boolean().default(false).meta({
    description: 'Adds to the profile of the request. Of all others the one with the most conditions counts.',
  }),
  accounts: z
    .array(accountGrantSchema)
    .max(100)
    .refine(
      (accounts) => new Set(accounts.map(({ system }) => system)).size === accounts.length,
      failWith('repeated', {}),
    )
    .default([]),
  equipment: z.array(codeSchema()).max(20).default([]),
  trainings: z.array(codeSchema()).max(20).default([]),
});

export type CompanySystem = z.output<typeof systemSchema>;
export type AccessProfile = z.output<typeof profileSchema>;
export type AccessConditions = AccessProfile['when'];
