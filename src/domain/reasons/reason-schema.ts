import { z } from 'zod';
import { ASSIGNEE_RELATIONS } from '../plan/assignee-party';
import { ROLES } from '../status';
import { localizedTextSchema } from '../text/localized-text-schema';
import type { ReasonParams } from './reason';

export const assigneePartySchema = z.object({
  people: z.array(z.string()).readonly(),
  relations: z.array(z.enum(ASSIGNEE_RELATIONS)).readonly(),
  roles: z.array(z.enum(ROLES)).readonly(),
});

const reasonParamsSchema: z.ZodType<ReasonParams> = z.record(
  z.string(),
  z.lazy(() =>
    z.union([
      localizedTextSchema,
      z.number(),
      z.boolean(),
      z.array(z.string()),
      z.array(assigneePartySchema),
      reasonSchema,
    ]),
  ),
);

/** Not in `reason.ts`, which workflows import: they must not load zod. */
export const reasonSchema = z.object({ code: z.string(), params: reasonParamsSchema }).meta({ id: 'Reason' });
