import { setTimeout as sleep } from 'node:timers/promises';
import { aRequest } from '../support/requests';
import { dueNow } from '../support/due-now';
import type { PatientClient } from './client';
import type { Random } from './random';

export const LIVES = [
  'completes',
  'is-declined',
  'finds-no-seat',
  'is-cancelled',
  'is-cancelled-waiting',
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
  const step = `/onboardings/${id}/steps/managerApproval`;
  if (life === 'waits') return { id, email, life };
  if (life === 'is-declined') await decide(cast.manager, `${step}/decline`);
  else if (life !== 'is-cancelled-waiting') await decide(cast.manager, `${step}/approve`);
  if (life.startsWith('is-cancelled')) {
    await sleep(cast.random.between(0, 400));
    await decide(cast.hr, `/onboardings/${id}/cancel`, { reason: 'the offer was withdrawn' });
  }
  return { id, email, life };
}

async function submit({ hr, managerEmail }: Cast, life: Life, number: number, personalEmail: string): Promise<string> {
  const { location, startDate } = dueNow();
  const name = `Hire${String(number)}`;
  const standard = aRequest({
    startDate,
    equipment: ['chaos-laptop'],
    trainings: [life === 'finds-no-seat' ? 'forklift-sold-out' : 'chaos-course'],
    manager: { name: 'Maja Manager', email: managerEmail },
  });
  const employee = { givenName: name, familyName: 'Tester', personalEmail };
  const request = { ...standard, employee, job: { ...standard.job, location } };
  const { status, body } = await hr.call('POST', '/onboardings', request, `chaos-${String(number)}`);
  if (status !== 202) throw new Error(`Not accepted: ${JSON.stringify(body)}`);
  return String(body.id);
}

/** A decision counts once it is taken (200), recorded (202), or was taken before, by a call whose answer was lost (409). */
async function decide(client: PatientClient, path: string, body: object = {}): Promise<void> {
  const { status, body: answer } = await client.call('POST', path, body);
  if (![200, 202, 409].includes(status)) throw new Error(`${path}: ${JSON.stringify(answer)}`);
}
