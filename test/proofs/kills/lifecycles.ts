import { setTimeout as sleep } from 'node:timers/promises';
import { createRequest } from '../../support/requests';
import { findDaytimeLocation } from '../../support/daytime-location';
import type { RetryingClient } from './retrying-client';
import type { SeededRandom } from './seeded-random';

export const LIFECYCLES = [
  'completes',
  'is-declined',
  'finds-no-seat',
  'is-cancelled',
  'is-cancelled-waiting',
  'is-moved',
  'fails-and-is-resolved',
  'waits',
] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** Onboarding whose submission the platform acknowledged. */
export interface AcceptedOnboarding {
  id: string;
  email: string;
  lifecycle: Lifecycle;
}

export interface Participants {
  hr: RetryingClient;
  manager: RetryingClient;
  managerEmail: string;
  random: SeededRandom;
}

/** Submits an onboarding and sends every action of its lifecycle. */
export async function runLifecycle(
  participants: Participants,
  lifecycle: Lifecycle,
  number: number,
): Promise<AcceptedOnboarding> {
  const email = `hire${String(number)}@example.org`;
  const id = await submitLifecycle(participants, lifecycle, number, email);
  const onboarding = `/onboardings/${id}`;
  const steps = `${onboarding}/steps`;
  if (lifecycle === 'waits') return { id, email, lifecycle };
  if (lifecycle === 'is-declined') await postAction(participants.manager, `${steps}/managerApproval/decline`);
  else if (lifecycle !== 'is-cancelled-waiting')
    await postAction(participants.manager, `${steps}/managerApproval/approve`);
  if (lifecycle.startsWith('is-cancelled')) {
    await sleep(participants.random.between(0, 400));
    await postAction(participants.hr, `${onboarding}/cancel`, { reason: 'the offer was withdrawn' });
  }
  if (lifecycle === 'is-moved') {
    await sleep(participants.random.between(0, 600));
    await postAction(participants.hr, `${onboarding}/reschedule`, { startDate: findDaytimeLocation().startDate });
  }
  if (lifecycle === 'completes' || lifecycle === 'is-moved')
    await postAction(participants.hr, `${steps}/thirtyDayCheckIn/skip`);
  if (lifecycle === 'finds-no-seat') await rollBackTrainingFailure(participants, onboarding);
  if (lifecycle === 'fails-and-is-resolved') await resolveTrainingFailure(participants, steps);
  return { id, email, lifecycle };
}

/** HR is asked about a training that is not essential, and rolls back. */
async function rollBackTrainingFailure({ hr }: Participants, onboarding: string): Promise<void> {
  for (let isFailed = false; !isFailed; await sleep(500)) {
    const { body } = await hr.call('GET', onboarding);
    isFailed = body.status === 'needs-attention';
  }
  await postAction(hr, `${onboarding}/rollback`, { reason: 'no course, no start' });
}

/** Neither an on-site nor a remote seat is left: HR skips the training, repeatedly until it has failed. */
async function resolveTrainingFailure({ hr, manager }: Participants, steps: string): Promise<void> {
  const answers = { mentor: 'Mia Mentor', hoursAWeek: 2 };
  await postAction(manager, `${steps}/nameMentor/complete`, { answers });
  await postAction(hr, `${steps}/ninetyDayReview/skip`);
  for (let isResolved = false; !isResolved; await sleep(500)) {
    await postAction(hr, `${steps}/scheduleRemoteTraining/skip`);
    const { body } = await hr.call('GET', steps.replace('/steps', ''));
    isResolved = body.status === 'completed' || body.status === 'in-progress' ? isTrainingSkipped(body) : false;
  }
}

const isTrainingSkipped = ({ steps }: Record<string, unknown>): boolean =>
  (steps as { id: string; status: string }[]).some(
    ({ id, status }) => id === 'scheduleRemoteTraining' && status === 'skipped',
  );

async function submitLifecycle(
  { hr, managerEmail }: Participants,
  lifecycle: Lifecycle,
  number: number,
  personalEmail: string,
): Promise<string> {
  const { location, startDate } = findDaytimeLocation();
  const name = `Hire${String(number)}`;
  const isSeatless = lifecycle === 'finds-no-seat' || lifecycle === 'fails-and-is-resolved';
  const standard = createRequest({
    startDate: lifecycle === 'is-moved' ? addOneDay(startDate) : startDate,
    equipment: ['chaos-laptop'],
    trainings: [isSeatless ? 'forklift-sold-out' : 'chaos-course'],
    manager: { name: 'Maja Manager', email: managerEmail },
  });
  const employee = { givenName: name, familyName: 'Tester', personalEmail };
  const employmentType = lifecycle === 'fails-and-is-resolved' ? ('intern' as const) : ('employee' as const);
  const request = { ...standard, employee, job: { ...standard.job, location, employmentType } };
  const { status, body } = await hr.call('POST', '/onboardings', request, `chaos-${String(number)}`);
  if (status !== 202) throw new Error(`Not accepted: ${JSON.stringify(body)}`);
  return String(body.id);
}

const addOneDay = (date: string): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Accepts 200 (confirmed), 202 (recorded), and 409 (taken by an earlier call with a lost response). */
async function postAction(client: RetryingClient, path: string, body: object = {}): Promise<void> {
  const { status, body: responseBody } = await client.call('POST', path, body);
  if (![200, 202, 409].includes(status)) throw new Error(`${path}: ${JSON.stringify(responseBody)}`);
}
