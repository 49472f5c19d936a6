import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import type { ResolvedStep } from '../../src/contract/plan';
import type { OnboardingView } from '../../src/contract/view';
import { isFinal } from '../../src/contract/status';
import { dependentsOf } from '../../workflows/engine/graph';
import { startTestTemporal, type TestTemporal } from '../support/temporal';
import { activityStep, anInput, approvalStep, EngineUnderTest, HR, MANAGER, World } from './support';

/** RANDOM_CASES=1000 for a long look. */
const CASES = Number(process.env.RANDOM_CASES ?? 100);
const MAX_STEPS = 15;
const NAMES = Array.from({ length: MAX_STEPS }, (_, index) => `s${String(index)}`);

/** One step of a random plan, and what becomes of it. */
interface Draft {
  kind: 'activity' | 'approval';
  after: number[];
  fails: boolean;
  undoFailsOnce: boolean;
  declined: boolean;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constantFrom('activity', 'activity', 'activity', 'approval'),
  after: fc.uniqueArray(fc.nat(MAX_STEPS - 1), { maxLength: 3 }),
  fails: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
  undoFailsOnce: fc.integer({ min: 0, max: 4 }).map((roll) => roll === 0),
  declined: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
});
const scenario = fc.record({
  drafts: fc.array(draft, { minLength: 1, maxLength: MAX_STEPS }),
  /** After how many calls of activities somebody cancels; or nobody does. */
  cancelAfter: fc.option(fc.nat(6), { nil: undefined }),
  unit: fc.uuid(),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

let temporal: TestTemporal;
beforeAll(async () => {
  temporal = await startTestTemporal();
});
afterAll(() => temporal.close());

/** Only earlier steps come before later ones, so that no plan has a cycle. */
const stepsOf = ({ drafts }: Scenario): ResolvedStep[] =>
  drafts.map(({ kind, after }, index) => {
    const before = after.filter((one) => one < index).map((one) => `s${String(one)}`);
    const id = `s${String(index)}`;
    return kind === 'approval' ? approvalStep(id, before) : activityStep(id, before);
  });

async function play(engine: EngineUnderTest, world: World, one: Scenario): Promise<OnboardingView> {
  const failedUndos = new Set<number>();
  one.drafts.forEach(({ fails, undoFailsOnce }, index) => {
    world.on(`s${String(index)}`, () => {
      if (fails) throw ApplicationFailure.nonRetryable('it does not work', 'Permanent');
      return { index };
    });
    world.on(`s${String(index)}.undo`, () => {
      if (!undoFailsOnce || failedUndos.has(index)) return;
      failedUndos.add(index);
      throw ApplicationFailure.nonRetryable('not yet', 'Permanent');
    });
  });
  const handle = await engine.onboard(anInput(stepsOf(one)));
  for (let asked = 0; asked < 400; asked += 1) {
    const view = await handle.query<OnboardingView>('onboarding');
    if (isFinal(view.status)) return handle.result();
    for (const step of view.steps) {
      const name = one.drafts[Number(step.id.slice(1))]?.declined ? 'decline' : 'approve';
      if (step.kind === 'approval' && step.status === 'waiting')
        await handle.signal(name, { step: step.id, by: MANAGER });
      if (step.status === 'undo-failed')
        await handle.signal('resolveFailure', { step: step.id, action: 'retry', by: HR });
    }
    if (one.cancelAfter !== undefined && world.calls.length >= one.cancelAfter) {
      await handle.signal('cancel', { by: HR, reason: 'no more' });
    }
  }
  throw new Error('it never ended');
}

/** The guarantees, of one onboarding that has ended. */
function check(one: Scenario, view: OnboardingView, calls: readonly string[]): void {
  const steps = stepsOf(one);
  const ran = (id: string): boolean => calls.includes(id);
  const undone = (id: string): boolean => calls.includes(`${id}.undo`);
  for (const { id, kind, after } of steps) {
    expect(calls.filter((call) => call === id).length).toBeLessThanOrEqual(1);
    for (const before of after) {
      if (ran(id) && ran(before)) expect(calls.indexOf(before)).toBeLessThan(calls.indexOf(id));
    }
    if (kind !== 'activity') continue;
    if (view.status === 'completed') expect([id, ran(id), undone(id)]).toEqual([id, true, false]);
    else if (ran(id)) expect([id, undone(id)]).toEqual([id, true]);
  }
  if (view.status === 'completed') return;
  for (const [id, dependents] of dependentsOf(steps)) {
    for (const dependent of dependents) {
      if (!undone(id) || !undone(dependent)) continue;
      expect(calls.lastIndexOf(`${dependent}.undo`)).toBeLessThan(calls.indexOf(`${id}.undo`));
    }
  }
  expect(view.steps.filter(({ armed }) => armed)).toEqual([]);
}

test(`${String(CASES)} random plans with random failures and decisions keep the guarantees`, async () => {
  const world = new World();
  const engine = await EngineUnderTest.start(temporal.client, temporal.connection, world, NAMES);
  const property = fc.asyncProperty(scenario, async (one) => {
    world.calls.length = 0;
    const view = await play(engine, world, one);
    check(one, view, world.calls);
  });
  await fc.assert(property, { numRuns: CASES, endOnFailure: false, interruptAfterTimeLimit: 240_000 });
  await engine.stop();
}, 300_000);
