import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '../../test/proofs/kills/seeded-random';
import type { BenchPlatform } from '../support/bench-platform';
import { runAtRate } from '../support/run-at-rate';
import { buildQuantileFigures, type Figure } from './figure';
import type { Sizes } from './sizes';
import { submitOnboardings } from './submit-onboardings';

const WARM_UP_COUNT = 30;
/** Lets the work of the submissions end: the mails to the approvers. */
const SETTLE_MS = 3_000;
/** So that no answer is cut short before the onboarding has confirmed the decision. */
export const PATIENT_ENV = { ANSWER_SECONDS: '60' };

/** Approves onboardings at random instants, and measures from the arrival of each to its answer and first effect. */
export async function measureApprovalLatency(
  platform: BenchPlatform,
  { approvals, rate, seed }: Sizes,
  limitMs?: number,
): Promise<Figure[]> {
  const ids = await submitOnboardings(platform, approvals + Math.min(WARM_UP_COUNT, approvals), 'approved');
  await sleep(SETTLE_MS);
  const random = new SeededRandom(seed);
  await approveAtRate(platform, ids.slice(approvals), rate, random);
  const answers = await approveAtRate(platform, ids.slice(0, approvals), rate, random);
  const effectsMs = await loadFirstEffects(platform, answers);
  return [
    ...buildQuantileFigures(
      'approve → answer',
      answers.map(({ answerMs }) => answerMs),
      limitMs,
    ),
    ...buildQuantileFigures('approve → first effect', effectsMs),
  ];
}

interface Answer {
  id: string;
  dueAt: number;
  answerMs: number;
}

async function approveAtRate(platform: BenchPlatform, ids: string[], rate: number, random: SeededRandom) {
  const answers: Answer[] = [];
  await runAtRate(ids, rate, random, async (id, dueAt) => {
    await platform.approve(id);
    answers.push({ id, dueAt, answerMs: Date.now() - dueAt });
  });
  return answers;
}

/** Reads when the transaction of each first effect began, in milliseconds since its arrival. */
async function loadFirstEffects(platform: BenchPlatform, answers: Answer[]): Promise<number[]> {
  const dueTimes = new Map(answers.map(({ id, dueAt }) => [id, dueAt]));
  const ids = [...dueTimes.keys()];
  const effects = `effects where state = 'done' and onboarding_id = any($1)`;
  await platform.waitUntil(`(select count(distinct onboarding_id) from ${effects}) = $2`, [ids, ids.length]);
  const { rows } = await platform.connections.pool.query<{ id: string; at: Date }>(
    `select onboarding_id as id, min(updated_at) as at from ${effects} group by 1`,
    [ids],
  );
  return rows.map(({ id, at }) => at.getTime() - (dueTimes.get(id) ?? NaN));
}
