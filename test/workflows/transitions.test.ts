import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { ONBOARDING_TRANSITIONS, STEP_TRANSITIONS } from '../../src/domain/onboarding/transitions';
import { createActivityStep, createApprovalStep, createTaskStep } from './support';

import { Drive, seenOnboardingTransitions, seenStepTransitions, SKIP_REASON } from './drive';

const FAR = '2099-01-01T09:00:00Z';
const undoTask = { title: 'take it back', assignees: createTaskStep('x').assignees };
const decideWithin = 2;

describe('the engine takes each transition of a step', () => {
  test('approvals: decided in every way', () => {
    expect(new Drive([createApprovalStep('ok'), createActivityStep('a', ['ok'])]).decide('ok', 'approved').status).toBe(
      'scheduled',
    );
    for (const outcome of ['declined', 'expired'] as const)
      expect(new Drive([createApprovalStep('ok')]).decide('ok', outcome).close().status).toBe('declined');
    const late = new Drive([createApprovalStep('ok', [], { startAt: FAR })]).run('ok', 'await').open('ok');
    expect(late.decide('ok', 'approved').close().status).toBe('completed');
  });

  test('an activity: waits, runs, and is repeated for another date', () => {
    const step = createActivityStep('a', [], { redo: 'again' });
    const steps = [step, createTaskStep('x', ['a'])];
    const drive = new Drive(steps).run('a', 'await', 'await', 'interrupt', 'await', 'start', 'complete');
    drive.replan(steps).run('a', 'start', 'complete');
    expect(drive.onboarding.getStepState('a')).toMatchObject({ status: 'done', effect: { generation: 2 } });
    drive.replan(steps, false, '2027-05-01').run('a', 'await');
    // As in a new run that ends at once: no loop resets the wait.
    drive.terminate().undo('a', 'start', 'complete', 'start', 'complete');
    expect(drive.close().status).toBe('cancelled');
    expect(new Drive([step]).run('a', 'start', 'complete').close().status).toBe('completed');
  });

  test('a failure: retried, skipped, or left to the owner until it expires', () => {
    const steps = [createActivityStep('a', [], { decideWithin })];
    const retried = new Drive(steps).run('a', 'start', 'fail', 'retry', 'start', 'complete').close();
    expect(retried.status).toBe('completed');
    const trifle = [createActivityStep('a', [], { essential: false })];
    const failed = new Drive(trifle).run('a', 'start', 'fail').undo('a', 'start', 'complete', 'allowRedo');
    expect(failed.run('a', 'skip').close().status).toBe('completed');
    const expired = new Drive(steps).run('a', 'start', 'fail', 'expire').undo('a', 'start', 'complete');
    expect(expired.close().status).toBe('rolled-back');
    const escalated = new Drive(trifle).run('a', 'start', 'fail', 'expire');
    expect([escalated.status, escalated.onboarding.termination]).toEqual(['needs-attention', undefined]);
  });

  test('a failure: done by hand, and undone by hand', () => {
    const steps = [createActivityStep('a', [], { essential: false })];
    expect(new Drive(steps).run('a', 'start', 'fail', 'byHand').close().status).toBe('completed');
    const rolledBack = new Drive(steps).run('a', 'start', 'fail', 'byHand').terminate().undo('a', 'start', 'complete');
    expect(rolledBack.getStatus('a')).toBe('undo-failed');
    expect(rolledBack.run('a', 'byHand').close().getStatus('a')).toBe('undone');
  });

  test('a failing undo: retried or accepted', () => {
    const steps = [createActivityStep('a', [], { decideWithin })];
    const retried = new Drive(steps).run('a', 'start').terminate('rolled-back').undo('a', 'start', 'fail');
    expect(retried.status).toBe('needs-attention');
    expect(retried.run('a', 'retry').undo('a', 'start', 'complete').close().status).toBe('rolled-back');
    const accepted = new Drive(steps).run('a', 'start', 'complete').terminate().undo('a', 'start', 'fail', 'accept');
    expect(accepted.getStatus('a')).toBe('failed');
    const redone = new Drive(steps).run('a', 'start', 'fail').undo('a', 'start', 'fail', 'accept', 'allowRedo');
    // A person asked to skip it, and then to retry it: nothing is left to undo.
    expect(redone.undo('a', 'allowRedo').run('a', 'start').onboarding.getStepState('a').effect?.generation).toBe(2);
  });

  test('a branch: unneeded, unreached, and needed after all', () => {
    const steps = [
      createActivityStep('a', [], { redo: 'again', decideWithin, onFailure: { Permanent: 'b' } }),
      createActivityStep('b', [], { branch: true }),
      createTaskStep('x', ['a']),
      createTaskStep('y', ['x']),
    ];
    const drive = new Drive(steps).run('a', 'start', 'complete');
    expect(drive.getStatus('b')).toBe('skipped');
    drive.replan(steps).run('a', 'start', 'fail').undo('a', 'start', 'complete', 'start', 'complete', 'allowRedo');
    expect(drive.branch('a', 'b').getStatus('b')).toBe('pending');
    expect(drive.terminate().close().getStatus('y')).toBe('skipped');
  });

  test('a task: done, skipped, opened again, and undone by a person', () => {
    const task = createTaskStep('x', [], { undoTask, redo: 'again', skippable: true });
    const steps = [createApprovalStep('ok'), { ...task, after: ['ok'] }];
    const doTask = (plan = [task] as ResolvedStep[]) => new Drive(plan).do('x');
    const undone = doTask().terminate().undo('x', 'openTask').do('x');
    expect(undone.close().status).toBe('cancelled');
    expect(doTask().terminate().undo('x', 'openTask', 'accept').getStatus('x')).toBe('failed');
    const reopened = doTask().replan([task]);
    expect(reopened.getStatus('x')).toBe('waiting');
    expect(reopened.terminate().undo('x', 'openTask').getStatus('x')).toBe('undoing');
    const skipped = doTask().replan([task]).run('x', 'skip').terminate().undo('x', 'openTask');
    expect(skipped.getStatus('x')).toBe('undoing');
    const blocked = new Drive(steps).decide('ok', 'approved').do('x').replan(steps, true);
    expect([blocked.getStatus('ok'), blocked.getStatus('x')]).toEqual(['waiting', 'pending']);
    expect(blocked.terminate().undo('x', 'openTask').getStatus('x')).toBe('undoing');
  });

  test('an approval that was not answered yet is asked of the new assignees', () => {
    const [mary] = [{ name: 'Mary', email: 'mary@example.com' }];
    const drive = new Drive([createApprovalStep('ok')]);
    drive.replan([createApprovalStep('ok', [], { assignees: { parties: [], people: [mary], roles: [] } })]);
    expect(drive.onboarding.getStepState('ok').wait?.people).toEqual([mary]);
  });
});

describe('the status of the onboarding', () => {
  const fail = (steps: ResolvedStep[]) =>
    new Drive(steps).run('a', 'start', 'fail').undo('a', 'start', 'fail', 'accept');
  const failing = createActivityStep('a', [], { decideWithin });
  const leftOut = createActivityStep('a', [], { decideWithin, skipReason: SKIP_REASON });

  test('changes with a plan change', () => {
    const steps = [createApprovalStep('ok'), createActivityStep('b', ['ok'])];
    const drive = new Drive(steps).decide('ok', 'approved');
    expect(drive.replan(steps, true).status).toBe('awaiting-approval');
    expect(drive.replan([{ ...createApprovalStep('ok'), skipReason: SKIP_REASON }]).status).toBe('scheduled');
    expect(fail([failing, createApprovalStep('ok')]).replan([leftOut, createApprovalStep('ok')]).status).toBe(
      'awaiting-approval',
    );
    expect(fail([failing]).replan([leftOut]).status).toBe('scheduled');
    const task = createTaskStep('x', [], { redo: 'again' });
    expect(new Drive([task]).do('x').replan([{ ...task, startAt: FAR }]).status).toBe('scheduled');
  });

  test('is rolling-back from any other', () => {
    const approved = new Drive([createApprovalStep('ok'), createActivityStep('a', ['ok'])]).decide('ok', 'approved');
    expect(approved.terminate().status).toBe('rolling-back');
    expect(new Drive([createApprovalStep('ok')]).terminate().status).toBe('rolling-back');
    expect(new Drive([failing]).run('a', 'start', 'fail').terminate('rolled-back').status).toBe('rolling-back');
  });

  test('is completed without a start if nothing remains to be done', () => {
    expect(new Drive([leftOut]).close().status).toBe('completed');
  });

  test('is in-progress from the first start, also before an approval', () => {
    expect(new Drive([failing, createApprovalStep('ok')]).run('a', 'start').status).toBe('in-progress');
    expect(new Drive([failing]).run('a', 'start').status).toBe('in-progress');
  });
});

describe('the tables', () => {
  test('have a row for each transition taken, and no other', () => {
    const rows = Object.entries(STEP_TRANSITIONS).flatMap(([event, { from, to }]) =>
      from.map((status) => `${event}: ${status} -> ${to}`),
    );
    expect([...seenStepTransitions].sort()).toEqual(rows.sort());
  });

  test('have a row for each change of the status of an onboarding, and no other', () => {
    const rows = Object.values(ONBOARDING_TRANSITIONS).flatMap(({ from, to }) =>
      from.flatMap((before) => to.filter((after) => after !== before).map((after) => `${before} -> ${String(after)}`)),
    );
    expect([...seenOnboardingTransitions].sort()).toEqual([...new Set(rows)].sort());
  });

  test('are the only way to change a status: any other does not compile', () => {
    const { onboarding } = new Drive([createActivityStep('a')]);
    // @ts-expect-error A change has no status.
    onboarding.updateStep({ id: 'a' }, { status: 'done' });
    expect(onboarding.getStepState('a').status).toBe('pending');
    // @ts-expect-error The state of a step is immutable.
    const assign = () => (onboarding.getStepState('a').status = 'done');
    expect(assign).toBeInstanceOf(Function);
  });

  test('a transition that the table lacks throws, and changes nothing', () => {
    const drive = new Drive([createActivityStep('a')]);
    const { changeCount } = drive.onboarding;
    expect(() => drive.run('a', 'complete')).toThrow('Step a is pending: the event complete is impossible.');
    expect(drive.onboarding).toMatchObject({ changeCount });
    expect(drive.getStatus('a')).toBe('pending');
  });
});
