import { z } from 'zod';
import { instantSchema } from '../../../domain/text/schemas';
import { pendingStepsSchema } from './pending-steps';
import { companyPersonSchema, inviteSchema, personPatchParamsSchema } from './schema';

export const personDetailsSchema = companyPersonSchema
  .extend({ pendingSteps: pendingStepsSchema.meta({ description: 'Open requests to this person.' }) })
  .meta({ id: 'PersonDetails' });

export const reactivationBodySchema = z
  .strictObject({ invite: inviteSchema })
  .prefault({})
  .meta({ id: 'Reactivation' });

export const sessionsParamsSchema = personPatchParamsSchema;
export const sessionParamsSchema = sessionsParamsSchema.extend({ id: z.uuid() });

export const sessionsSchema = z.object({
  items: z.array(
    z
      .object({
        id: z.uuid(),
        createdAt: instantSchema(),
        lastSeenAt: instantSchema(),
        expiresAt: instantSchema(),
        ip: z.string().optional(),
        userAgent: z.string().optional(),
        current: z.boolean().meta({ description: 'True for the session of this call.' }),
      })
      .meta({ id: 'Session' }),
  ),
});
