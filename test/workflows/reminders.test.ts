import { randomUUID } from 'node:crypto';
import type { Messages } from '../../src/domain/onboarding/messages';
import type { Role } from '../../src/domain/status';
import { createReason } from '../../src/domain/reasons/reason';
import { useEngineFixture } from './engine-fixture';
import {
  EngineUnderTest,
  createApprovalStep,
  createActivityStep,
  createEngineInput,
  createTaskStep,
  getStepView,
  HR,
  IT,
  listRejections,
  MANAGER,
  nameRole,
  waitForView,
} from './support';

const OTHER_HR = 'other-hr@example.com';
const fixture = useEngineFixture(['a']);

/** As the API sends it for a signed-in person. */
const createReminder = (onboardingId: string, step: string, by: string, roles: Role[]): Messages['remind'] => ({
  by,
  step,
  proof: { decisionId: randomUUID(), onboardingId, signal: 'remind', roles },
});

const listReminders = () => [
  ...new Map(
    fixture.world.snapshots.flatMap(({ notifications }) =>
      notifications.filter(({ kind }) => kind === 'reminder').map((one) => [one.key, one]),
    ),
  ).values(),
];

test.each([
  ['an approval', createApprovalStep('ask'), MANAGER],
  ['a task', createTaskStep('ask'), IT],
])(
  'HR reminds of %s at once, with name and time in the timeline, and not again within the hour',
  async (_what, step, asked) => {
    const input = createEngineInput([step]);
    const handle = await fixture.engine.onboard(input);
    await handle.signal('remind', createReminder(input.id, 'ask', OTHER_HR, ['hr']));
    const reminded = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'reminded'));
    const entry = reminded.timeline.find(({ kind }) => kind === 'reminded');
    expect(entry).toMatchObject({ step: 'ask', by: OTHER_HR, via: 'api' });
    expect(getStepView(reminded, 'ask').remindedAt).toBe(entry?.at);
    await waitForView(handle, () => listReminders().length > 0);
    expect(listReminders()).toMatchObject([{ key: 'ask/reminder/1', step: 'ask', to: [{ email: asked }] }]);

    await handle.signal('remind', createReminder(input.id, 'ask', HR, ['hr']));
    const again = await waitForView(handle, (view) => listRejections(view).length > 0);
    expect(listRejections(again)).toMatchObject([
      { code: 'not-waiting.reminded', params: { step: 'ask', at: entry?.at } },
    ]);
    expect(listReminders()).toHaveLength(1);
    await handle.terminate();
  },
);

test('HR, asked as well, reminds only the others', async () => {
  const people = [
    { name: 'Grace', email: MANAGER },
    { name: 'Olga', email: OTHER_HR },
  ];
  const input = createEngineInput([
    createApprovalStep('ask', [], { assignees: { parties: nameRole('hr'), people, roles: ['hr'] } }),
  ]);
  const handle = await fixture.engine.onboard(input);
  await handle.signal('remind', createReminder(input.id, 'ask', OTHER_HR, ['hr']));
  await waitForView(handle, () => listReminders().length > 0);
  expect(listReminders()).toMatchObject([{ to: [{ email: MANAGER }] }]);
  await handle.terminate();
});

test('a restart of the worker does not forget the last reminder', async () => {
  const { client, connection } = fixture.temporal;
  const input = createEngineInput([createTaskStep('ask')]);
  const handle = await fixture.engine.onboard(input);
  await handle.signal('remind', createReminder(input.id, 'ask', OTHER_HR, ['hr']));
  await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'reminded'));
  await fixture.engine.stop();
  fixture.engine = await EngineUnderTest.start(client, connection, fixture.world, []);
  await handle.signal('remind', createReminder(input.id, 'ask', OTHER_HR, ['hr']));
  const view = await waitForView(handle, (current) => listRejections(current).length > 0);
  expect(listRejections(view)).toMatchObject([{ code: 'not-waiting.reminded' }]);
  await handle.terminate();
});

test.each([
  ['by a stranger', 'ask', 'nosy@example.com', ['finance'], createReason('not-entitled.remind', { step: 'ask' })],
  ['by the only one who is asked', 'ask', MANAGER, ['manager'], createReason('not-entitled.remind', { step: 'ask' })],
  ['of an activity', 'a', OTHER_HR, ['hr'], createReason('not-waiting.no-request', { step: 'a' })],
  ['of an unknown step', 'b', OTHER_HR, ['hr'], createReason('not-waiting.no-request', { step: 'b' })],
  [
    'of a request that is not open yet',
    'later',
    OTHER_HR,
    ['hr'],
    createReason('not-waiting.step-status', { step: 'later', status: 'pending' }),
  ],
] as const)('a reminder %s changes nothing', async (_what, step, by, roles, reason) => {
  const input = createEngineInput([
    createApprovalStep('ask'),
    createActivityStep('a', ['ask']),
    createTaskStep('later', ['ask']),
  ]);
  const handle = await fixture.engine.onboard(input);
  await handle.signal('remind', createReminder(input.id, step, by, [...roles]));
  const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
  expect(listRejections(view)).toEqual([reason]);
  expect(listReminders()).toEqual([]);
  await handle.terminate();
});

test('a reminder sealed for another signal or without a step changes nothing', async () => {
  const input = createEngineInput([createApprovalStep('ask')]);
  const handle = await fixture.engine.onboard(input);
  const reminder = createReminder(input.id, 'ask', OTHER_HR, ['hr']);
  await handle.signal('remind', { ...reminder, proof: { ...reminder.proof, signal: 'delegate' } });
  await handle.signal('remind', { by: OTHER_HR });
  const view = await waitForView(handle, (current) => listRejections(current).length === 2);
  expect(listRejections(view).map((reason) => reason?.code)).toEqual(['unverified.misused', 'malformed.signal']);
  expect(listReminders()).toEqual([]);
  await handle.terminate();
});
