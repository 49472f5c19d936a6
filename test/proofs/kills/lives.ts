import { setTimeout as sleep } from 'node:timers/promises';
import { aRequest } from '../../support/requests';
import { dueNow } from '../../support/due-now';
import type { PatientClient } from './client';
import type { Random } from './random';

export const LIVES = [
  'completes',
  'is-declined',
  'finds-no-seat',
  'is-cancelled',
  'is-cancelled-waiting',
  'is-moved',
  'fails-and-is-resolved',
  'waits',
] as const;
export type Life = (typeof LIVES)[number];

/** An onboarding whose submission the platform acknowledged, and what was then meant to become of it. */
export interface Acknowledged {
  id: string;
  email: string;
  life: Life;
}

export interface Cast {
  hr: PatientClient;
  manager: PatientClient;
  managerEmail: string;
  random: Random;
}

/** Plays one life of an onboarding, up to where nobody will say any more to it. */
export async function live(cast: Cast, life: Life, number: number): Promise<Acknowledged> {
  const email = `hire${String(number)}@example.org`;
  const id = await submit(cast, life, number, email);
  const onboarding = `/onboardings/${id}`;
  const steps = `${onboarding}/steps`;
  if (life === 'waits') return { id, email, life };
  if (life === 'is-declined') await decide(cast.manager, `${steps}/managerApproval/decline`);
  else if (life !== 'is-cancelled-waiting') await decide(cast.manager, `${steps}/managerApproval/approve`);
  if (life.startsWith('is-cancelled')) {
    await sleep(cast.random.between(0, 400));
    await decide(cast.hr, `${onboarding}/cancel`, { reason: 'the offer was withdrawn' });
  }
  if (life === 'is-moved') {
    await sleep(cast.random.between(0, 600));
    await decide(cast.hr, `${onboarding}/reschedule`, { startDate: dueNow().startDate });
  }
  if (life === 'completes' || life === 'is-moved') await decide(cast.hr, `${steps}/thirtyDayCheckIn/skip`);
  if (life === 'fails-and-is-resolved') await resolve(cast, steps);
  return { id, email, life };
}

/** There is no seat, nor a remote one: HR goes on without, once the failure has shown. */
async function resolve({ hr, manager }: Cast, steps: string): Promise<void> {
  const answers = { mentor: 'Mia Mentor', hoursAWeek: 2 };
  await decide(manager, `${steps}/nameMentor/complete`, { answers });
  await decide(hr, `${steps}/ninetyDayReview/skip`);
  for (let isResolved = false; !isResolved; await sleep(500)) {
    await decide(hr, `${steps}/scheduleRemoteTraining/skip`);
    const { body } = await hr.call('GET', steps.replace('/steps', ''));
    isResolved = body.status === 'completed' || body.status === 'in-progress' ? isSkipped(body) : false;
  }
}

const isSkipped = ({ steps }: Record<string, unknown>): boolean =>
  (steps as { id: string; status: string }[]).some(
    ({ id, status }) => id === 'scheduleRemoteTraining' && status === 'skipped',
  );

async function submit({ hr, managerEmail }: Cast, life: Life, number: number, personalEmail: string): Promise<string> {
  const { location, startDate } = dueNow();
  const name = `Hire${String(number)}`;
  const seatless = life === 'finds-no-seat' || life === 'fails-and-is-resolved';
  const standard = aRequest({
    startDate: life === 'is-moved' ? dayAfter(startDate) : startDate,
    equipment: ['chaos-laptop'],
    trainings: [seatless ? 'forklift-sold-out' : 'chaos-course'],
    manager: { name: 'Maja Manager', email: managerEmail },
  });
  const employee = { givenName: name, familyName: 'Tester', personalEmail };
  const employmentType = life === 'fails-and-is-resolved' ? ('intern' as const) : ('employee' as const);
  const request = { ...standard, employee, job: { ...standard.job, location, employmentType } };
  const { status, body } = await hr.call('POST', '/onboardings', request, `chaos-${String(number)}`);
  if (status !== 202) throw new Error(`Not accepted: ${JSON.stringify(body)}`);
  return String(body.id);
}

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A decision counts once it is taken (200), recorded (202), or was taken before, by a call whose answer was lost (409). */
async function decide(client: PatientClient, path: string, body: object = {}): Promise<void> {
  const { status, body: answer } = await client.call('POST', path, body);
  if (![200, 202, 409].includes(status)) throw new Error(`${path}: ${JSON.stringify(answer)}`);
}
