import { z } from 'zod';
import { localizedTextSchema } from './text/localized-text-schema';
import { codeSchema, singleLineTextSchema } from './text/schemas';

/** An account in a system, with its groups and its licence. */
export const accountGrantSchema = z.strictObject({
  system: codeSchema(),
  groups: z.array(singleLineTextSchema(120)).max(100).default([]),
  licence: codeSchema().optional(),
});

export type AccountGrant = z.output<typeof accountGrantSchema>;

const accountSchema = z.object({
  system: z.string(),
  title: localizedTextSchema,
  groups: z.array(z.string()),
  licence: z.string().optional(),
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
});

export type Access = z.output<typeof accessSchema>;
