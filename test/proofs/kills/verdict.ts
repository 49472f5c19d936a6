import type { Client } from '@temporalio/client';
import type { Database } from '../../../src/database/client';
import { holdingsOf } from '../../../src/database/holdings';
import { workflowIdOf } from '../../../src/domain/ids';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import type { Acknowledged, Life } from './lives';

/** Where each life may end. A cancel may come too late, and a person may be needed; neither is silence. */
const ENDS: Record<Life, readonly string[]> = {
  completes: ['completed'],
  'is-declined': ['declined'],
  'finds-no-seat': ['rolled-back'],
  'is-cancelled': ['cancelled', 'completed'],
  'is-cancelled-waiting': ['cancelled'],
  'is-moved': ['completed'],
  'fails-and-is-resolved': ['completed'],
  waits: ['awaiting-approval'],
};

export interface Mail {
  to: string[];
  subject: string;
  messageId?: string;
}

export interface Evidence {
  database: Database;
  client: Client;
  mails: readonly Mail[];
}

/** What is wrong with one onboarding after all kills; nothing when all is right. */
export async function faultsOf(one: Acknowledged, { database, client, mails }: Evidence): Promise<string[]> {
  const row = await database
    .selectFrom('onboardings')
    .select(['status', 'view'])
    .where('id', '=', one.id)
    .executeTakeFirst();
  if (row === undefined) return [`${one.id} was acknowledged and is not in the database`];
  const faults = ENDS[one.life].includes(row.status) ? [] : [`it ${one.life} but is ${row.status}`];
  const completed = row.status === 'completed';
  faults.push(...(await heldFaults(database, one, completed)));
  faults.push(...(await viewFaults(database, client, one.id, row.view)));
  faults.push(...mailFaults(one, mails, completed));
  return faults.map((fault) => `${one.id} (${one.life}): ${fault}`);
}

async function heldFaults(database: Database, { id, life }: Acknowledged, completed: boolean): Promise<string[]> {
  const booked = life === 'fails-and-is-resolved' ? 0 : 1;
  const { accounts, items, seats } = await holdingsOf(database, id);
  const usernames = new Set(accounts.map(({ username }) => username));
  const active = accounts.filter((account) => account.active);
  const held = { usernames: usernames.size, active: active.length > 0, items: items.length, seats: seats.length };
  // An account that was ever active is disabled by its undo, never deleted.
  const right = completed
    ? held.usernames === 1 &&
      active.length === accounts.length &&
      held.active &&
      held.items === 1 &&
      held.seats === booked
    : !held.active && held.items === 0 && held.seats === 0;
  return right ? [] : [`the systems hold ${JSON.stringify(held)}`];
}

async function viewFaults(database: Database, client: Client, id: string, view: OnboardingView): Promise<string[]> {
  const workflow = client.workflow.getHandle(workflowIdOf(id));
  // What it returned: a query replays, and then what it did in several tasks for lack of time seems to have been done in the last.
  const truth: OnboardingView = view.closedAt ? await workflow.result() : await workflow.query('onboarding');
  const rows = await database
    .selectFrom('timeline')
    .select('seq')
    .where('onboarding_id', '=', id)
    .where('seq', '>', 0)
    .orderBy('seq')
    .execute();
  const seqs = rows.map(({ seq }) => seq);
  const faults = seqs.every((seq, index) => seq === index + 1) ? [] : [`its timeline has gaps: ${seqs.join(' ')}`];
  if (truth.timeline.at(-1)?.seq !== seqs.at(-1)) faults.push('its timeline ends before Temporal’s');
  const bare = (one: OnboardingView): string => JSON.stringify({ ...one, timeline: [] }, Object.keys(flat(one)).sort());
  if (bare(truth) !== bare(view)) faults.push('the database’s view is not Temporal’s');
  return faults;
}

/** Every property name there is, so that two values compare the same whatever the order of their properties. */
function flat(value: unknown, names: Record<string, true> = {}): Record<string, true> {
  if (typeof value !== 'object' || value === null) return names;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) names[name] = true;
    flat(inner, names);
  }
  return names;
}

/**
 * Repetitions are the same message; two different ones would greet the new hire twice. Only a moved start date sends what
 * was sent before once more, for its new date.
 */
function mailFaults({ email, life }: Acknowledged, mails: readonly Mail[], completed: boolean): string[] {
  const ids = (subject: string): number =>
    new Set(
      mails.filter((mail) => mail.to.includes(email) && mail.subject.startsWith(subject)).map((mail) => mail.messageId),
    ).size;
  const sent = { welcomes: ids('Welcome'), invitations: ids('Training'), corrections: ids('No longer valid') };
  const booked = life === 'fails-and-is-resolved' ? 0 : 1;
  const greeted = life === 'is-moved' ? sent.welcomes > 0 : sent.welcomes === 1 && sent.invitations === booked;
  const right = completed ? greeted && sent.corrections === 0 : sent.welcomes === 0 || sent.corrections > 0;
  return right ? [] : [`the inbox holds ${JSON.stringify(sent)}`];
}
