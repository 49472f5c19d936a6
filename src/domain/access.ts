import { z } from 'zod';
import { failWith } from './field-errors/fail-with';
import { localizedTextSchema } from './text/localized-text-schema';
import { codeSchema, singleLineTextSchema } from './text/schemas';

/** An account in a system, with its groups and its licence. */
export const accountGrantSchema = z.strictObject({
  system: codeSchema(),
  groups: z.array(singleLineTextSchema(120)).max(100).default([]),
  licence: codeSchema().optional(),
});

export type AccountGrant = z.output<typeof accountGrantSchema>;

/** Access that a request asks for beyond its profiles, or does without. */
export const accessChangeSchema = z
  .strictObject({
    add: z.array(accountGrantSchema).max(50).optional(),
    remove: z.array(codeSchema()).max(50).optional().meta({ description: 'Systems.' }),
  })
  .refine(
    ({ add = [], remove = [] }) => {
      const systems = [...add.map(({ system }) => system), ...remove];
      return new Set(systems).size === systems.length;
    },
    failWith('repeated', {}, 'add'),
  );

export const accountSchema = z.object({
  system: z.string(),
  title: localizedTextSchema,
  groups: z.array(z.string()),
  licence: z.string().optional(),
  licenceTitle: localizedTextSchema.optional(),
});

/** A difference between the request and its access profiles, about which the owner of the system decides. */
const deviationSchema = z.object({
  system: z.string(),
  title: localizedTextSchema,
  kind: z.enum(['added', 'removed']),
  /** Role or address. */
  owner: z.string(),
});

/** Accounts, equipment and courses that a new hire gets. */
export const accessSchema = z.object({
  /** Profiles that grant it: the most specific one, then the additions. */
  profiles: z.array(z.object({ code: z.string(), title: localizedTextSchema })),
  accounts: z.array(accountSchema),
  /** Models, unless the request names some. */
  equipment: z.array(z.string()),
  /** Courses, unless the request names some. */
  trainings: z.array(z.string()),
  deviations: z.array(deviationSchema),
});

export type AccessDeviation = z.output<typeof deviationSchema>;
export type Access = z.output<typeof accessSchema>;
