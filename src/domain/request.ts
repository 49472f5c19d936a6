import { z } from 'zod';
import { code, email, isoDate, line, prose } from './text/schemas';

export const EMPLOYMENT_TYPES = ['employee', 'contractor', 'intern'] as const;

export const personSchema = z.strictObject({ name: line(200), email: email() });

/** What HR submits. Strict: an unknown field is an error, never silently dropped. */
export const requestSchema = z
  .strictObject({
    employee: z.strictObject({
      givenName: line(100),
      familyName: line(100),
      preferredName: line(100).optional(),
      personalEmail: email(),
      phone: line(40).optional(),
      address: prose(500).optional(),
    }),
    job: z.strictObject({
      title: line(120),
      department: line(80),
      location: code(),
      employmentType: z.enum(EMPLOYMENT_TYPES),
      remote: z.boolean(),
      /** Last day of a contract or an internship. */
      endDate: isoDate().optional(),
    }),
    manager: personSchema,
    startDate: isoDate(),
    plan: code().optional(),
    equipment: z.array(code()).max(20).optional(),
    trainings: z.array(code()).max(20).optional(),
    note: prose(2000).optional(),
  })
  .refine((request) => request.manager.email !== request.employee.personalEmail, {
    path: ['manager', 'email'],
    message: 'must not be the employee: nobody approves their own onboarding',
  });

export type OnboardingRequest = z.infer<typeof requestSchema>;
export type Person = z.infer<typeof personSchema>;
