import { dedupePeople, isExcludedAsSubstitute, substitutePerson } from '../people';
import type { ReminderSchedule, HumanStep, Substitute, TaskStep } from '../plan/resolved-plan';
import { createReason } from '../reasons/reason';
import type { Notification } from './snapshot';
import type { Person } from '../request';
import type { OnboardingModel } from './onboarding-model';
import { getCurrentAssignees } from './assignment';
import { createHumanWait, type HumanWait } from './step-state';

/** Opens the request of an approval or a task. `schedule` is set if planning computed it, at submission. */
export function openHumanStep(onboarding: OnboardingModel, step: HumanStep, schedule?: ReminderSchedule): void {
  onboarding.applyTransition(step, 'open', {
    times: { startedAt: onboarding.now(), endedAt: undefined },
    outcome: { decision: undefined },
  });
  onboarding.appendTimelineEntry({ kind: `${step.kind}-requested`, step: step.id });
  startHumanWait(onboarding, step);
  if (schedule !== undefined) applySchedule(onboarding, step, step.assignees.people, schedule);
}

export function openUndoTask(onboarding: OnboardingModel, step: TaskStep): void {
  onboarding.applyTransition(step, 'openUndoTask');
  const reason = step.undoTask && createReason('undo-task', { title: step.undoTask.title });
  onboarding.appendTimelineEntry({ kind: 'undo-task-requested', step: step.id, reason });
  startHumanWait(onboarding, step);
}

function startHumanWait(onboarding: OnboardingModel, step: HumanStep): void {
  const { people } = getCurrentAssignees(step, onboarding.getStepState(step.id));
  onboarding.updateStep(step, {
    wait: {
      ...createHumanWait(people),
      unscheduled: people.map((person) => ({ person, kind: getRequestNotificationKind(step) })),
    },
  });
}

export function getHumanWait(onboarding: OnboardingModel, id: string): HumanWait {
  const { wait } = onboarding.getStepState(id);
  if (wait === undefined) throw new Error(`Step ${id} has no request to people.`);
  return wait;
}

export const getRequestNotificationKind = ({ kind }: HumanStep): Notification['kind'] =>
  kind === 'approval' ? 'approval-requested' : 'task-requested';

/** Sets the deadlines, replaces absent people by their deputies, then notifies the new assignees. */
export function applySchedule(
  onboarding: OnboardingModel,
  step: HumanStep,
  scheduledPeople: readonly Person[],
  { remindAt, escalateAt, expireAt, substitutes }: ReminderSchedule,
): void {
  const before = getHumanWait(onboarding, step.id);
  const deadlines = before.hasSchedule ? {} : { remindAt, escalateAt, expireAt, hasSchedule: true };
  const [newlyScheduled, unscheduled] = partition(before.unscheduled, ({ person }) =>
    scheduledPeople.some(({ email }) => email === person.email),
  );
  onboarding.updateStep(step, { wait: { ...before, ...deadlines, unscheduled } });
  for (const { representedEmail, deputy } of substitutes)
    if (!isExcludedAsSubstitute(onboarding.input, step, deputy))
      assignSubstitute(onboarding, step, representedEmail, deputy);
  const { people: assignees, substitutes: activeSubstitutes } = getHumanWait(onboarding, step.id);
  for (const kind of new Set(newlyScheduled.map((one) => one.kind))) {
    const to = newlyScheduled
      .filter((one) => one.kind === kind)
      .map(({ person }) => resolveRecipient(person, substitutes, activeSubstitutes));
    // A person may have delegated the step meanwhile, and is then no longer an assignee.
    const recipients = dedupePeople(to).filter(({ email }) => assignees.some((person) => person.email === email));
    onboarding.notify({ key: `${step.id}/${kind}`, kind, step: step.id, to: recipients });
  }
}

function assignSubstitute(
  onboarding: OnboardingModel,
  step: HumanStep,
  representedEmail: string,
  deputy: Person,
): void {
  const wait = getHumanWait(onboarding, step.id);
  const substitutes = [...wait.substitutes, { representedEmail, substituteEmail: deputy.email }];
  onboarding.updateStep(step, {
    wait: { ...wait, people: substitutePerson(wait.people, representedEmail, deputy), substitutes },
  });
  onboarding.appendTimelineEntry({
    kind: 'substituted',
    step: step.id,
    by: deputy.email,
    reason: createReason('substitute-for', { email: representedEmail }),
  });
}

/** Returns the deputy of an absent person if that deputy was accepted, else the person. */
function resolveRecipient(
  person: Person,
  substitutes: readonly Substitute[],
  activeSubstitutes: HumanWait['substitutes'],
): Person {
  const deputy = substitutes.find(({ representedEmail }) => representedEmail === person.email)?.deputy;
  const isAssigned = activeSubstitutes.some(
    ({ representedEmail, substituteEmail }) => representedEmail === person.email && substituteEmail === deputy?.email,
  );
  return deputy !== undefined && isAssigned ? deputy : person;
}

function partition<Item>(items: readonly Item[], predicate: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(predicate), items.filter((item) => !predicate(item))];
}
