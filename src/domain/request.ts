import { z } from 'zod';
import { accessChangeSchema } from './access';
import { failWith } from './field-errors/fail-with';
import { codeSchema, emailSchema, isoDateSchema, singleLineTextSchema, multilineTextSchema } from './text/schemas';

export const EMPLOYMENT_TYPES = ['employee', 'contractor', 'intern'] as const;

export const personSchema = z.strictObject({ name: singleLineTextSchema(200), email: emailSchema() });

/** Strict: an unknown field is an error, never silently dropped. */
export const requestSchema = z
  .strictObject({
    employee: z.strictObject({
      givenName: singleLineTextSchema(100),
      /** One name is a name. */
      familyName: singleLineTextSchema(100).optional(),
      preferredName: singleLineTextSchema(100).optional(),
      personalEmail: emailSchema(),
      phone: singleLineTextSchema(40).optional(),
      address: multilineTextSchema(500).optional(),
    }),
    job: z.strictObject({
      title: singleLineTextSchema(120),
      department: singleLineTextSchema(80),
      location: codeSchema(),
      employmentType: z.enum(EMPLOYMENT_TYPES),
      remote: z.boolean(),
      /** Last day of a contract or an internship. */
      endDate: isoDateSchema().optional(),
    }),
    manager: personSchema,
    startDate: isoDateSchema(),
    plan: codeSchema().optional(),
    equipment: z.array(codeSchema()).max(20).optional(),
    trainings: z.array(codeSchema()).max(20).optional(),
    access: accessChangeSchema.optional(),
    note: multilineTextSchema(2000).optional(),
  })
  .refine(
    (request) => request.manager.email !== request.employee.personalEmail,
    failWith('manager.is-new-hire', {}, 'manager', 'email'),
  );

export type OnboardingRequest = z.infer<typeof requestSchema>;
export type Person = z.infer<typeof personSchema>;
