import { z } from 'zod';
import { instant } from '../../../domain/text/schemas';
import { holdingsOf } from '../../../database/holdings';
import type { Answer, Call } from '../../http/route';
import { visibleOnboarding } from './read';
import type { idParams } from './schema';

export const holdingsSchema = z
  .object({
    accounts: z.array(z.object({ application: z.string(), username: z.string(), active: z.boolean() })),
    items: z.array(z.object({ tag: z.string(), model: z.string() })),
    seats: z.array(z.object({ sessionId: z.string(), course: z.string(), startsAt: instant() })),
  })
  .meta({ id: 'Holdings' });

/** What the systems hold for an onboarding now: after a rollback, what is left behind. */
export async function holdings({ context, actor, params }: Call<z.infer<typeof idParams>>): Promise<Answer> {
  await visibleOnboarding(context, actor, params.id);
  const { accounts, items, seats } = await holdingsOf(context.database, params.id);
  const booked = seats.map(({ session_id, course, starts_at }) => ({
    sessionId: session_id,
    course,
    startsAt: starts_at,
  }));
  return { status: 200, body: { accounts, items, seats: booked } };
}
