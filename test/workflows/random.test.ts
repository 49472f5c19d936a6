import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import fc from 'fast-check';
import type { EffectCall } from '../../src/contract/plan';
import { isFinal } from '../../src/contract/status';
import type { OnboardingView, StepView } from '../../src/contract/view';
import { startTestTemporal, type TestTemporal } from '../support/temporal';
import { check, Effects } from './random/guarantees';
import { type Draft, MAX_STEPS, scenario, type Scenario, stepsOf } from './random/scenario';
import { anInput, EngineUnderTest, HR, IT, MANAGER, World } from './support';

/** RANDOM_CASES=1000 for a long look; RANDOM_SEED to see a failing run again. */
const CASES = Number(process.env.RANDOM_CASES ?? 300);
const SEED = Number(process.env.RANDOM_SEED ?? Date.now() % 2 ** 31);
const AT_ONCE = 5;
const LIMIT_MS = 600_000;
/** No onboarding of so few steps takes longer. */
const PATIENCE_MS = 45_000;
/** Between two looks at what waits for somebody. */
const PAUSE_MS = 20;
const NAMES = Array.from({ length: MAX_STEPS }, (_, index) => [`s${String(index)}`, `b${String(index)}`]).flat();

/** One onboarding of the test, and what its activities have to go by. */
interface Stage {
  one: Scenario;
  effects: Effects;
}

let temporal: TestTemporal;
let engine: EngineUnderTest;
const world = new World();
const stages = new Map<string, Stage>();

beforeAll(async () => {
  temporal = await startTestTemporal();
  for (const name of NAMES) {
    world.on(name, (call) => run(name, call));
    world.on(`${name}.undo`, (call) => undo(name, call));
  }
  // Fewer are cached than run: many a workflow task replays the whole history, as after a kill of the worker.
  engine = await EngineUnderTest.start(temporal.client, temporal.connection, world, NAMES, {
    cachedWorkflows: 2,
  });
});
afterAll(async () => {
  await engine.stop();
  await temporal.close();
});

const draftOf = (one: Scenario, name: string): Draft | undefined =>
  name.startsWith('s') ? one.drafts[Number(name.slice(1))] : undefined;

function stageOf({ onboardingId }: EffectCall): Stage {
  const stage = stages.get(onboardingId);
  if (stage === undefined) throw new Error('no such onboarding');
  return stage;
}

function run(name: string, call: EffectCall): unknown {
  const { one, effects } = stageOf(call);
  const draft = draftOf(one, name);
  const attempt = effects.attempt(name, call.generation);
  if (draft?.failure === 'branches') throw ApplicationFailure.nonRetryable('elsewhere', 'Elsewhere');
  if (draft?.failure === 'for-good') throw ApplicationFailure.nonRetryable('never', 'Permanent');
  if (draft?.failure === 'asks' && attempt === 1 && call.generation === 1)
    throw ApplicationFailure.nonRetryable('not yet', 'Permanent');
  effects.happen(name, call.generation);
  // A worker that is killed after the effect and before its answer.
  if (draft?.crashes && attempt === 1) throw new Error('crashed');
  return { name };
}

function undo(name: string, call: EffectCall): void {
  const { one, effects } = stageOf(call);
  if (draftOf(one, name)?.undoFailsOnce && effects.attempt(`${name}.undo`, 0) === 1)
    throw ApplicationFailure.nonRetryable('not yet', 'Permanent');
  effects.takeBack(name, call.generation);
}

/** Seen as our API sees it, in what the workflow writes: a query in between can make the SDK replay differently (decision 003). */
async function play(one: Scenario): Promise<void> {
  const id = randomUUID();
  const effects = new Effects();
  stages.set(id, { one, effects });
  const handle = await engine.onboard(anInput(stepsOf(one), { id }));
  const said = { isMoved: false, isCancelled: false };
  for (const end = Date.now() + PATIENCE_MS; ;) {
    const view = world.latest(id);
    if (view === undefined) {
      await sleep(PAUSE_MS);
      continue;
    }
    if (isFinal(view.status)) break;
    if (Date.now() > end) throw new Error(`It does not end: ${JSON.stringify(view)}`);
    for (const step of view.steps) await answer(handle, one, view, step);
    if (one.moveAfter !== undefined && !said.isMoved && effects.calls.length >= one.moveAfter) {
      said.isMoved = true;
      await handle.signal('reschedule', { startDate: '2027-05-03', by: HR }).catch(() => undefined);
    }
    if (one.cancelAfter !== undefined && !said.isCancelled && effects.calls.length >= one.cancelAfter) {
      said.isCancelled = true;
      await handle.signal('cancel', { by: HR, reason: 'no more' }).catch(() => undefined);
    }
    await sleep(PAUSE_MS);
  }
  check(one, await handle.result(), effects);
  stages.delete(id);
}

/** What people say to a step that waits for them. */
async function answer(handle: WorkflowHandle, one: Scenario, view: OnboardingView, step: StepView): Promise<void> {
  const draft = draftOf(one, step.id);
  const say = (signal: string, message: object) => handle.signal(signal, message).catch(() => undefined);
  if (step.status === 'undo-failed') await say('resolveFailure', { step: step.id, action: 'retry', by: HR });
  if (step.status === 'failed' && view.ending === undefined)
    await say('resolveFailure', { step: step.id, action: draft?.answer ?? 'retry', by: HR });
  const isOpen = step.status === 'waiting' || step.status === 'undoing';
  if (step.kind === 'approval' && isOpen)
    await say(draft?.declined ? 'decline' : 'approve', { step: step.id, by: MANAGER });
  if (step.kind === 'task' && isOpen) await say('completeTask', { step: step.id, by: IT });
}

test(
  `${String(CASES)} random plans with random failures, answers, moves and crashes keep the guarantees`,
  async () => {
    let played = 0;
    const property = fc.asyncProperty(
      fc.array(scenario, { minLength: 1, maxLength: AT_ONCE, size: 'max' }),
      async (all) => {
        await Promise.all(all.map(play));
        played += all.length;
      },
    );
    for (let round = 0; played < CASES; round += 1)
      await fc.assert(property, { seed: SEED + round, numRuns: 20, endOnFailure: false });
    expect(played).toBeGreaterThanOrEqual(CASES);
  },
  LIMIT_MS,
);
