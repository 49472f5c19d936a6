import { z } from 'zod';
import { instantSchema } from '../../../domain/text/schemas';
import { loadHoldings } from '../../../database/holdings';
import type { ApiResponse, ApiCall } from '../../http/route';
import { loadVisibleOnboarding } from './handlers';
import type { idParamsSchema } from './schema';

export const holdingsSchema = z
  .object({
    accounts: z.array(
      z.object({
        system: z.string(),
        username: z.string(),
        displayName: z.string(),
        groups: z.array(z.string()),
        licence: z.string().nullable().meta({ description: 'Taken while the account is active.' }),
        active: z.boolean(),
      }),
    ),
    items: z.array(z.object({ tag: z.string(), model: z.string() })),
    seats: z.array(z.object({ sessionId: z.string(), course: z.string(), startsAt: instantSchema() })),
  })
  .meta({ id: 'Holdings' });

/** Reads the systems' own records: after a rollback, the result is anything left behind. */
export async function getOnboardingHoldings({
  context,
  principal,
  params,
}: ApiCall<z.infer<typeof idParamsSchema>>): Promise<ApiResponse> {
  await loadVisibleOnboarding(context, principal, params.id);
  return { status: 200, body: await loadHoldings(context.database, params.id) };
}
