import fc from 'fast-check';
import type { ReminderSchedule, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { buildFirstProjection } from '../../src/domain/onboarding/first-projection';
import type { Snapshot } from '../../src/domain/onboarding/snapshot';
import { createReason } from '../../src/domain/reasons/reason';
import { waitForValue } from '../support/wait-for-value';
import { useEngineFixture } from './engine-fixture';
import { createActivityStep, createApprovalStep, createEngineInput, createTaskStep, HR, IT, MANAGER } from './support';

const CASES = 60;
const FAR = '2099-01-01T09:00:00Z';
const PAST = '2026-12-01T09:00:00Z';
const SKIP_REASON = createReason('condition.works-remotely', {});

/** Keeps the onboarding open. */
const LAST_STEP = createTaskStep('last');

const fixture = useEngineFixture(['a']);

/** A deputy may be excluded, as submitter or new hire, or may already be an assignee. */
const deputy = fc.constantFrom(HR, IT, MANAGER, 'deputy@example.com', 'ada@example.org');
const schedule: fc.Arbitrary<ReminderSchedule> = fc.record({
  remindAt: fc.option(fc.constant(FAR), { nil: undefined }),
  escalateAt: fc.option(fc.constant(FAR), { nil: undefined }),
  expireAt: fc.option(fc.constant(FAR), { nil: undefined }),
  substitutes: fc.array(
    fc.record({
      representedEmail: fc.constantFrom(MANAGER, IT),
      deputy: deputy.map((email) => ({ name: 'Deputy', email })),
    }),
    { maxLength: 2 },
  ),
});

const stepDraft = fc.record({
  kind: fc.constantFrom('approval', 'task', 'activity'),
  after: fc.uniqueArray(fc.nat(7), { maxLength: 2 }),
  startAt: fc.constantFrom(undefined, undefined, PAST, FAR),
  beginBy: fc.constantFrom(undefined, { safe: FAR, latest: FAR }, { safe: PAST, latest: FAR }),
  isSkipped: fc.boolean(),
  hasBranch: fc.boolean(),
  hasAllOf: fc.boolean(),
  reminderSchedule: schedule,
});
type StepDraft = typeof stepDraft extends fc.Arbitrary<infer Value> ? Value : never;

/** Activities that could run at once wait for their date, as the first view never shows a running step. */
function buildSteps(draft: StepDraft, index: number): ResolvedStep[] {
  const { kind, isSkipped, hasAllOf, hasBranch, startAt, beginBy, reminderSchedule } = draft;
  const id = `s${String(index)}`;
  const after = draft.after.filter((before) => before < index).map((before) => `s${String(before)}`);
  const common = { startAt, beginBy, skipReason: isSkipped ? SKIP_REASON : undefined };
  if (kind === 'task') return [createTaskStep(id, after, { ...common, reminderSchedule, form: [] })];
  if (kind === 'approval') {
    const { assignees } = createApprovalStep(id);
    return [createApprovalStep(id, after, { ...common, reminderSchedule, allOf: hasAllOf ? [assignees] : undefined })];
  }
  const branch = `b${String(index)}`;
  const onFailure = hasBranch ? { Elsewhere: branch } : undefined;
  const step = createActivityStep(id, after, { ...common, activity: 'a', startAt: FAR, onFailure });
  return hasBranch ? [step, createTaskStep(branch, [], { branch: true })] : [step];
}

/** The workflow starts a moment after the submission: its instants are replaced by that of the submission. */
function toComparable({ view, pendingPeople, involvedPeople }: Omit<Snapshot, 'revision'>, submittedAt: string) {
  const steps = view.steps.map((step) => ({
    ...step,
    startedAt: step.startedAt && submittedAt,
    endedAt: step.endedAt && submittedAt,
  }));
  return JSON.parse(JSON.stringify({ view: { ...view, steps }, pendingPeople, involvedPeople })) as unknown;
}

test(`the first view of a submission is the first snapshot of its workflow, for ${String(CASES)} random plans`, async () => {
  const { engine, world } = fixture;
  await fc.assert(
    fc.asyncProperty(fc.array(stepDraft, { minLength: 1, maxLength: 8 }), async (drafts) => {
      const submittedAt = new Date().toISOString();
      const input = createEngineInput([...drafts.flatMap(buildSteps), LAST_STEP], { submittedAt });
      const handle = await engine.onboard(input);
      const snapshot = await waitForValue(
        () => Promise.resolve(world.snapshots.find(({ view }) => view.id === input.id)),
        20_000,
      );
      await handle.terminate();
      expect(toComparable(snapshot, submittedAt)).toEqual(toComparable(buildFirstProjection(input), submittedAt));
    }),
    { numRuns: CASES, seed: 1 },
  );
}, 120_000);
