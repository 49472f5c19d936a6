import { changeStepState, createStepState, UNTOUCHED } from '../../src/domain/onboarding/step-state';
import { createReason } from '../../src/domain/reasons/reason';

const AT = '2027-01-10T08:00:00Z';
const reason = createReason('skipped.not-needed', {});

test('an untouched step carries its status alone over continue-as-new', () => {
  expect(JSON.stringify(createStepState())).toBe('{"status":"pending"}');
  expect(createStepState(reason, { effect: { generation: 2 }, requestCount: 3 })).toEqual({
    status: 'skipped',
    requestCount: 3,
    effect: { generation: 2, armed: false },
    outcome: { reason },
  });
});

test('a change merges each group, and never mutates the state', () => {
  const before = createStepState();
  const armed = changeStepState(before, { effect: { armed: true }, times: { startedAt: AT } });
  const after = changeStepState(armed, { effect: { redo: 'again' }, times: { endedAt: AT } });
  expect(before).toEqual({ status: 'pending' });
  expect(after).toEqual({
    status: 'pending',
    effect: { generation: 0, armed: true, redo: 'again' },
    times: { startedAt: AT, endedAt: AT },
  });
});

test('undefined clears a field, and a group that is empty then', () => {
  const state = changeStepState(createStepState(), {
    effect: { generation: 1, armed: true },
    failure: { error: reason, isOverdue: true },
    outcome: { comment: 'no' },
  });
  const retried = changeStepState(state, { failure: { error: undefined, isOverdue: undefined } });
  expect(JSON.parse(JSON.stringify(retried))).toEqual({
    status: 'pending',
    effect: { generation: 1, armed: true },
    outcome: { comment: 'no' },
  });
  expect(JSON.stringify(changeStepState(retried, UNTOUCHED))).toBe(
    '{"status":"pending","effect":{"generation":1,"armed":true}}',
  );
});
