import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import type { DatabaseTransaction } from '../../../database/client';
import { changeItemState, findItem, lockModels } from '../../../database/items';
import { createReason, type Reason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiResponse, ApiCall } from '../../http/route';
import { toItemView } from './item-mappers';
import type { tagParamsSchema } from './schema';

type ItemCall = ApiCall<z.infer<typeof tagParamsSchema>>;

/** @throws FirstdayError `not-found`, or `conflict` unless the item is free */
export const retireItem = (call: ItemCall): Promise<ApiResponse> =>
  transitionItem(call, { action: 'inventory.retire', from: 'free', to: 'retired' });

/** @throws FirstdayError `not-found`, or `conflict` unless the item is retired */
export const restoreItem = (call: ItemCall): Promise<ApiResponse> =>
  transitionItem(call, { action: 'inventory.restore', from: 'retired', to: 'free' });

interface ItemTransition {
  action: string;
  from: 'free' | 'retired';
  to: 'free' | 'retired';
}

function transitionItem(call: ItemCall, { action, from, to }: ItemTransition): Promise<ApiResponse> {
  const { tag } = call.params;
  return call.context.database.transaction().execute(async (transaction) => {
    await lockModels(transaction, [(await loadItem(transaction, tag)).model]);
    const item = await loadItem(transaction, tag);
    if (item.state !== from) throw new FirstdayError('conflict', describeStateConflict(item));
    const changed = await changeItemState(transaction, item.tag, to);
    await recordAudit(transaction, buildAuditEntry(call, { action, detail: { tag: item.tag } }));
    return { status: 200, body: toItemView(changed) };
  });
}

async function loadItem(transaction: DatabaseTransaction, tag: string) {
  const item = await findItem(transaction, tag);
  if (!item) throw new FirstdayError('not-found');
  return item;
}

const describeStateConflict = ({ tag, state, onboarding_id }: Awaited<ReturnType<typeof loadItem>>): Reason =>
  state === 'reserved'
    ? createReason('conflict.item-reserved', { tag, onboardingId: onboarding_id ?? '' })
    : createReason('conflict.item-state', { tag, state });
