import type { Client } from '@temporalio/client';
import type { Database } from '../../../src/database/client';
import { loadHoldings } from '../../../src/database/holdings';
import type { EmailKind } from '../../../src/domain/email-kinds';
import { toOnboardingWorkflowId } from '../../../src/domain/ids';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import type { AcceptedOnboarding, Lifecycle } from './lifecycles';

/** Permitted statuses after all kills, by lifecycle. A cancel may come too late. */
const EXPECTED_STATUSES: Record<Lifecycle, readonly string[]> = {
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
  kind?: string;
  messageId?: string;
}

export interface ObservedState {
  database: Database;
  client: Client;
  mails: readonly Mail[];
}

/** Returns the violated guarantees of one onboarding after all kills, empty if every one held. */
export async function findViolations(
  onboarding: AcceptedOnboarding,
  { database, client, mails }: ObservedState,
): Promise<string[]> {
  const row = await database
    .selectFrom('onboardings')
    .select(['status', 'view'])
    .where('id', '=', onboarding.id)
    .executeTakeFirst();
  if (row === undefined) return [`${onboarding.id} was acknowledged and is not in the database`];
  const violations = EXPECTED_STATUSES[onboarding.lifecycle].includes(row.status)
    ? []
    : [`it ${onboarding.lifecycle} but is ${row.status}`];
  const isCompleted = row.status === 'completed';
  violations.push(...(await checkHoldings(database, onboarding, isCompleted)));
  violations.push(...(await checkView(database, client, onboarding.id, row.view)));
  violations.push(...checkMails(onboarding, mails, isCompleted));
  return violations.map((violation) => `${onboarding.id} (${onboarding.lifecycle}): ${violation}`);
}

async function checkHoldings(
  database: Database,
  { id, lifecycle }: AcceptedOnboarding,
  isCompleted: boolean,
): Promise<string[]> {
  const expectedSeats = lifecycle === 'fails-and-is-resolved' ? 0 : 1;
  const { accounts, items, seats } = await loadHoldings(database, id);
  const usernames = new Set(accounts.map(({ username }) => username));
  const active = accounts.filter((account) => account.active);
  const holdings = { usernames: usernames.size, active: active.length > 0, items: items.length, seats: seats.length };
  // The undo disables an account that was ever active, and never deletes it.
  const isCorrect = isCompleted
    ? holdings.usernames === 1 &&
      active.length === accounts.length &&
      holdings.active &&
      holdings.items === 1 &&
      holdings.seats === expectedSeats
    : !holdings.active && holdings.items === 0 && holdings.seats === 0;
  return isCorrect ? [] : [`the systems hold ${JSON.stringify(holdings)}`];
}

/** Instants of a closed onboarding are not compared: a replay can attribute the work of several tasks to the last one. */
const INSTANT = /^at$|At$/;

async function checkView(database: Database, client: Client, id: string, view: OnboardingView): Promise<string[]> {
  const workflow = client.workflow.getHandle(toOnboardingWorkflowId(id));
  const workflowView = await workflow.query<OnboardingView>('onboarding');
  const rows = await database
    .selectFrom('timeline')
    .select('seq')
    .where('onboarding_id', '=', id)
    .where('seq', '>', 0)
    .orderBy('seq')
    .execute();
  const seqs = rows.map(({ seq }) => seq);
  const violations = seqs.every((seq, index) => seq === index + 1) ? [] : [`its timeline has gaps: ${seqs.join(' ')}`];
  if (workflowView.timeline.at(-1)?.seq !== seqs.at(-1)) violations.push('its timeline ends before Temporal’s');
  const isCompared = (name: string): boolean => view.closedAt === undefined || !INSTANT.test(name);
  const serializeWithoutTimeline = (one: OnboardingView): string =>
    JSON.stringify({ ...one, timeline: [] }, Object.keys(collectPropertyNames(one)).filter(isCompared).sort());
  if (serializeWithoutTimeline(workflowView) !== serializeWithoutTimeline(view))
    violations.push('the database’s view is not Temporal’s');
  const result = view.closedAt === undefined ? view : ((await workflow.result()) as Pick<OnboardingView, 'status'>);
  if (result.status !== view.status) violations.push(`it ended as ${result.status} in Temporal`);
  return violations;
}

/** Collects all property names. As the replacer of JSON.stringify, they make its output independent of their order. */
function collectPropertyNames(value: unknown, names: Record<string, true> = {}): Record<string, true> {
  if (typeof value !== 'object' || value === null) return names;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) names[name] = true;
    collectPropertyNames(inner, names);
  }
  return names;
}

/**
 * Counts distinct message ids, because a repetition has the same id; two ids would greet the new hire twice. Only a
 * reschedule sends mails a second time, for the new date.
 */
function checkMails({ email, lifecycle }: AcceptedOnboarding, mails: readonly Mail[], isCompleted: boolean): string[] {
  const countMessages = (kind: EmailKind): number =>
    new Set(mails.filter((mail) => mail.to.includes(email) && mail.kind === kind).map((mail) => mail.messageId)).size;
  const sent = {
    welcomes: countMessages('welcome'),
    invitations: countMessages('training-invitation'),
    corrections: countMessages('invitation-cancellation'),
  };
  const expectedSeats = lifecycle === 'fails-and-is-resolved' ? 0 : 1;
  const isWelcomed =
    lifecycle === 'is-moved' ? sent.welcomes > 0 : sent.welcomes === 1 && sent.invitations === expectedSeats;
  const isCorrect = isCompleted ? isWelcomed && sent.corrections === 0 : sent.welcomes === 0 || sent.corrections > 0;
  return isCorrect ? [] : [`the inbox holds ${JSON.stringify(sent)}`];
}
