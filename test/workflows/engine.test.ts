import { randomUUID } from 'node:crypto';
import { sleep } from '@temporalio/activity';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  createApprovalStep,
  HR,
  MANAGER,
  waitForView,
  getStepView,
  listRejections,
  MANAGER_PARTIES,
  nameRole,
  waitForFinalView,
} from './support';
import { createReason } from '../../src/domain/reasons/reason';

const fixture = useEngineFixture(['a', 'b', 'c', 'd']);

const TOO_CHEAP = createReason('skipped.condition', {
  condition: createReason('condition.equipment-costs-more-than', { amount: 3000 }),
});

const diamond = [
  createApprovalStep('ok'),
  createActivityStep('a', ['ok']),
  createActivityStep('b', ['ok']),
  createActivityStep('c', ['a', 'b']),
];

describe('running', () => {
  test('independent steps run in parallel; joins wait for all', async () => {
    let arrivals = 0;
    const waitForBoth = async (): Promise<void> => {
      arrivals += 1;
      while (arrivals < 2) await sleep(10);
    };
    fixture.world.setBehaviour('a', waitForBoth);
    fixture.world.setBehaviour('b', waitForBoth);
    const handle = await fixture.engine.onboard(createEngineInput(diamond));
    await handle.signal('approve', { by: MANAGER });
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('completed');
    expect(fixture.world.calls.slice(0, 2).sort()).toEqual(['a', 'b']);
    expect(fixture.world.calls[2]).toBe('c');
  });

  test('a skipped step counts as complete', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([createApprovalStep('ok', [], { skipReason: TOO_CHEAP }), createActivityStep('a', ['ok'])]),
    );
    const view = await waitForFinalView(handle);
    expect(getStepView(view, 'ok')).toMatchObject({ status: 'skipped', reason: TOO_CHEAP });
    expect(getStepView(view, 'a').status).toBe('done');
  });

  test('an activity gets the results it needs, and no others', async () => {
    let receivedResults: unknown;
    fixture.world.setBehaviour('a', () => ({ tag: 'L-1' }));
    fixture.world.setBehaviour('b', ({ results }) => (receivedResults = results));
    const handle = await fixture.engine.onboard(
      createEngineInput([createActivityStep('a'), createActivityStep('b', ['a'], { needs: { a: 'a' } })]),
    );
    await handle.result();
    expect(receivedResults).toEqual({ a: { tag: 'L-1' } });
  });

  test('a retry by Temporal keeps the generation', async () => {
    const generations: number[] = [];
    fixture.world.setBehaviour('a', ({ generation }) => {
      generations.push(generation);
      if (generations.length === 1) throw new Error('once');
    });
    await (await fixture.engine.onboard(createEngineInput([createActivityStep('a')]))).result();
    expect(generations).toEqual([1, 1]);
  });
});

describe('deciding', () => {
  test('sequential approvals: the second opens when the first is given', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([
        createApprovalStep('one'),
        createApprovalStep('two', ['one']),
        createActivityStep('a', ['two']),
      ]),
    );
    await handle.signal('approve', { by: MANAGER });
    await handle.signal('approve', { by: MANAGER, comment: 'go' });
    const view = await waitForFinalView(handle);
    expect(view.steps.map((step) => step.decision?.outcome)).toEqual(['approved', 'approved', undefined]);
  });

  test('with several open approvals, one must be named', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([
        createApprovalStep('one'),
        createApprovalStep('two'),
        createActivityStep('a', ['one', 'two']),
      ]),
    );
    await handle.signal('approve', { by: MANAGER });
    const view = await waitForView(handle, (current) => listRejections(current).length > 0);
    expect(listRejections(view)).toEqual([createReason('not-waiting.several-approvals', { steps: ['one', 'two'] })]);
    await handle.signal('approve', { step: 'two', by: MANAGER });
    await handle.signal('approve', { by: MANAGER });
    expect((await handle.result()).status).toBe('completed');
  });

  test('declined: nothing starts', async () => {
    const handle = await fixture.engine.onboard(createEngineInput(diamond));
    await handle.signal('decline', { by: MANAGER, comment: 'no budget' });
    const view = await waitForFinalView(handle);
    expect(view).toMatchObject({
      status: 'declined',
      termination: {
        outcome: 'declined',
        reason: createReason('step-declined', { step: 'ok' }),
        comment: 'no budget',
        by: MANAGER,
      },
    });
    expect(fixture.world.calls).toEqual([]);
  });

  test('declined after an effect: it is undone first', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([createActivityStep('a'), createApprovalStep('ok', ['a'])]),
    );
    await waitForView(handle, (view) => getStepView(view, 'ok').status === 'waiting');
    await handle.signal('decline', { by: MANAGER });
    expect((await handle.result()).status).toBe('declined');
    expect(fixture.world.calls).toEqual(['a', 'a.undo']);
  });

  test.each([
    ['late', { by: MANAGER }],
    ['unentitled', { step: 'ok', by: 'stranger@example.com' }],
  ])('%s: it is ignored with the reason', async (_name, message) => {
    fixture.world.setBehaviour('a', () => sleep(300));
    const handle = await fixture.engine.onboard(createEngineInput(diamond));
    await handle.signal('approve', { by: MANAGER });
    await handle.signal('decline', message);
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('completed');
    const at = getStepView(view, 'ok').decision?.at ?? '';
    expect(listRejections(view)).toEqual([createReason('already-decided', { outcome: 'approved', by: MANAGER, at })]);
  });

  test.each([
    [
      'a stranger',
      'stranger@example.com',
      createReason('not-entitled.assignee', { step: 'ok', assignees: MANAGER_PARTIES }),
    ],
    ['the submitter', HR, createReason('not-entitled.own-submission', {})],
  ])('%s may not decide', async (_name, by, reason) => {
    const step = createApprovalStep('ok', [], {
      assignees: {
        parties: MANAGER_PARTIES,
        people: [
          { name: 'X', email: MANAGER },
          { name: 'Y', email: HR },
        ],
        roles: [],
      },
    });
    const handle = await fixture.engine.onboard(createEngineInput([step]));
    await handle.signal('approve', { by });
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
    expect(view.timeline.at(-1)).toMatchObject({ kind: 'ignored', by, reason, via: 'temporal (unverified)' });
    expect(view.status).toBe('awaiting-approval');
    await handle.terminate();
  });

  test('a role proven by our API may decide; an unproven one may not', async () => {
    const step = createApprovalStep('ok', [], {
      assignees: { parties: nameRole('finance'), people: [], roles: ['finance'] },
    });
    const input = createEngineInput([step]);
    const handle = await fixture.engine.onboard(input);
    const proof = { decisionId: randomUUID(), onboardingId: randomUUID(), signal: 'approve', roles: ['finance'] };
    await handle.signal('approve', { by: 'fin@example.com', proof });
    await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
    await handle.signal('approve', { by: 'fin@example.com', proof: { ...proof, onboardingId: input.id } });
    const view = await waitForFinalView(handle);
    expect(getStepView(view, 'ok').decision).toMatchObject({ via: 'api', decisionId: proof.decisionId });
  });

  test('apiOnly: signals sent directly to Temporal are rejected', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([createApprovalStep('ok')], { options: { apiOnly: true, hasSearchAttributes: false } }),
    );
    await handle.signal('approve', { by: MANAGER });
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
    expect(listRejections(view)).toEqual([createReason('unverified', {})]);
    await handle.terminate();
  });

  test('apiOnly: so are Temporal’s own cancel, and a change of the plan by an update', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([createApprovalStep('ok')], { options: { apiOnly: true, hasSearchAttributes: false } }),
    );
    await handle.cancel();
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
    expect(listRejections(view)).toEqual([createReason('unverified', {})]);
    const update = handle.executeUpdate('reschedule', { args: [{ startDate: '2027-04-01', by: HR }] });
    await expect(update).rejects.toMatchObject({ cause: { type: 'unverified' } });
    expect((await waitForView(handle, () => true)).status).toBe('awaiting-approval');
    await handle.terminate();
  });
});
