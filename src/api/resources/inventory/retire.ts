import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import type { DatabaseTransaction } from '../../../database/client';
import { changeItemState, findItem, lockModels } from '../../../database/items';
import { FirstdayError } from '../../../lib/errors';
import { auditOf } from '../../http/audit-entry';
import type { Answer, Call } from '../../http/route';
import { itemOf } from './item';
import type { tagParams } from './schema';

type TagCall = Call<z.infer<typeof tagParams>>;

/** Takes a free item out of use. @throws FirstdayError `not-found`, or `conflict` where somebody has it */
export const retireItem = (call: TagCall): Promise<Answer> =>
  change(call, { action: 'inventory.retire', from: 'free', to: 'retired' });

/** Brings a retired item back. @throws FirstdayError `not-found`, or `conflict` where it is none */
export const restoreItem = (call: TagCall): Promise<Answer> =>
  change(call, { action: 'inventory.restore', from: 'retired', to: 'free' });

interface Change {
  action: string;
  from: 'free' | 'retired';
  to: 'free' | 'retired';
}

function change(call: TagCall, { action, from, to }: Change): Promise<Answer> {
  const { tag } = call.params;
  return call.context.database.transaction().execute(async (transaction) => {
    await lockModels(transaction, [(await found(transaction, tag)).model]);
    const item = await found(transaction, tag);
    if (item.state !== from) throw new FirstdayError('conflict', whyNot(item));
    const changed = await changeItemState(transaction, tag, to);
    await recordAudit(transaction, auditOf(call, { action, detail: { tag } }));
    return { status: 200, body: itemOf(changed) };
  });
}

async function found(transaction: DatabaseTransaction, tag: string) {
  const item = await findItem(transaction, tag);
  if (!item) throw new FirstdayError('not-found');
  return item;
}

function whyNot({ tag, state, onboarding_id }: Awaited<ReturnType<typeof found>>): string {
  if (state !== 'reserved') return `Item ${tag} is ${state}.`;
  return `Item ${tag} is reserved for onboarding ${onboarding_id ?? '(unknown)'}: take it back there first.`;
}
