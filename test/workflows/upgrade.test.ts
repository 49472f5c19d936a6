import { randomUUID } from 'node:crypto';
import type { EngineInput, EngineState } from '../../src/domain/onboarding/state';
import { TEST_KEYS } from '../support/histories';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import {
  createActivityStep,
  createEngineInput,
  createApprovalStep,
  EngineUnderTest,
  HR,
  MANAGER,
  getStepView,
  FakeWorld,
} from './support';

let temporal: TestTemporal;
let world: FakeWorld;
let engine: EngineUnderTest;

beforeAll(async () => {
  temporal = await startTestTemporal([], TEST_KEYS);
  world = new FakeWorld();
  engine = await EngineUnderTest.start(temporal.client, temporal.connection, world, ['a', 'b']);
});
afterAll(async () => {
  await engine.stop();
  await temporal.close();
});

/** Input as recorded by the first engine: `deciders` instead of `assignees`, and no `timing`. */
function createFirstEngineInput(carried?: Partial<EngineState>): EngineInput {
  const steps = [createApprovalStep('ok'), createApprovalStep('two', ['ok']), createActivityStep('a', ['two'])].map(
    (step) => {
      const { timing: _none, ...rest } = step;
      if (rest.kind !== 'approval') return rest;
      const { assignees: deciders, ...approval } = rest;
      return { ...approval, deciders };
    },
  );
  const input = createEngineInput([]);
  return { ...input, engineVersion: 1, plan: { ...input.plan, steps: steps as never }, carried: carried as never };
}

test('an onboarding started by the first engine completes', async () => {
  const handle = await engine.onboard(createFirstEngineInput());
  await handle.signal('approve', { by: MANAGER });
  await handle.signal('approve', { by: MANAGER });
  const view = await handle.result();
  expect(view.status).toBe('completed');
  expect(getStepView(view, 'two').decision?.by).toBe(MANAGER);
});

test('state carried over by the first engine continues, and can be undone', async () => {
  const step = (status: string, overrides = {}) => ({ status, generation: 0, armed: false, ...overrides });
  const handle = await engine.onboard(
    createFirstEngineInput({
      run: 3,
      changes: 7,
      toldChanges: 7,
      lastSeq: 5,
      timeline: [],
      notices: [],
      steps: {
        ok: step('done', { decision: { outcome: 'approved', by: MANAGER, at: '2027-01-01T09:00:00Z', via: 'api' } }),
        two: step('waiting', { startedAt: '2027-01-01T09:00:00Z' }),
        a: step('failed', { generation: 2, armed: true }),
      } as never,
    }),
  );
  await handle.signal('delegate', { step: 'two', by: MANAGER, to: `${randomUUID()}@example.com` });
  await handle.signal('cancel', { by: HR, reason: 'no' });
  expect((await handle.result()).status).toBe('cancelled');
  expect(world.calls.slice(-1)).toEqual(['a.undo']);
});
