import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import type { DatabaseTransaction } from '../../../database/client';
import {
  findTrainingSession,
  listSeatHolders,
  type TrainingSessionRow,
  updateTrainingSession,
} from '../../../database/training-sessions';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { createInvalidRequestError, FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiCall, ApiResponse } from '../../http/route';
import { signalEach } from '../onboardings/signal-each';
import { toTrainingSessionView } from './handlers';
import type { sessionParamsSchema, trainingSessionChangeSchema } from './schema';

type SessionCall<Body = unknown> = ApiCall<z.infer<typeof sessionParamsSchema>, unknown, Body>;
type SessionChange = z.infer<typeof trainingSessionChangeSchema>;

export async function getTrainingSession({ context, params }: SessionCall): Promise<ApiResponse> {
  const row = await findTrainingSession(context.database, params.id);
  if (row === undefined) throw new FirstdayError('not-found');
  return { status: 200, body: toTrainingSessionView(row) };
}

/**
 * Moves a session or changes its seats. Everyone with a seat books anew, which keeps the seat where it still suits, and gets a
 * corrected invitation. Repeating the call reaches the onboardings that could not be reached.
 * @throws FirstdayError `not-found` for an unknown or cancelled session; `invalid-request` if it would end before it starts
 */
export function changeTrainingSession(call: SessionCall<SessionChange>): Promise<ApiResponse> {
  const { startsAt, endsAt, timeZone, place, capacity } = call.body;
  return changeSession(call, 'training.change', (transaction) => {
    const change = {
      ...(startsAt !== undefined && { starts_at: new Date(startsAt) }),
      ...(endsAt !== undefined && { ends_at: new Date(endsAt) }),
      ...(timeZone !== undefined && { time_zone: timeZone }),
      ...(place !== undefined && { place }),
      ...(capacity !== undefined && { capacity }),
    };
    return updateTrainingSession(transaction, call.params.id, change);
  });
}

/** Cancels a session. Everyone with a seat books another session, or the owner of the step is asked. */
export const cancelTrainingSession = (call: SessionCall): Promise<ApiResponse> =>
  changeSession(call, 'training.cancel', async (transaction) => {
    const { id } = call.params;
    const cancelled = await updateTrainingSession(transaction, id, { cancelled_at: new Date() });
    return cancelled ?? findTrainingSession(transaction, id);
  });

async function changeSession(
  call: SessionCall,
  action: string,
  change: (transaction: DatabaseTransaction) => Promise<TrainingSessionRow | undefined>,
): Promise<ApiResponse> {
  const { context, params } = call;
  const row = await context.database.transaction().execute(async (transaction) => {
    await checkPeriod(call, transaction);
    const changed = await change(transaction);
    if (changed === undefined) throw new FirstdayError('not-found');
    const detail = { id: params.id, ...(call.body as object) };
    await recordAudit(transaction, buildAuditEntry(call, { action, detail }));
    return changed;
  });
  const holders = await listSeatHolders(context.database, params.id);
  const targets = holders.map(({ onboardingId, step }) => ({ onboardingId, message: { step } }));
  const sent = await signalEach(call, 'redoStep', targets);
  return { status: 200, body: { session: toTrainingSessionView(row), ...sent } };
}

/** @throws FirstdayError `invalid-request` */
async function checkPeriod({ params, body }: SessionCall, transaction: DatabaseTransaction): Promise<void> {
  const session = await findTrainingSession(transaction, params.id);
  if (session === undefined) return;
  const { startsAt = session.starts_at, endsAt = session.ends_at } = (body ?? {}) as SessionChange;
  if (new Date(endsAt) <= new Date(startsAt))
    throw createInvalidRequestError([createFieldError('endsAt', 'not-after-start', {})]);
  if (startsAt !== session.starts_at && new Date(startsAt) <= new Date())
    throw createInvalidRequestError([createFieldError('startsAt', 'not-in-future', {})]);
}
