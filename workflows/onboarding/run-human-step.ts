import { condition } from '@temporalio/workflow';
import { dedupePeople } from '../../src/domain/people';
import type { HumanStep } from '../../src/domain/plan/resolved-plan';
import type { Onboarding } from './onboarding';
import { scheduleReminders } from './planning-calls';
import { hasOpenWait } from '../../src/domain/onboarding/assignment';
import { getEnglishText } from '../../src/domain/text/localized-text';
import { escalateStep, expireHumanWait, sendScheduledReminder } from './transitions/human-step';
import { waitForCondition } from './wait-for-condition';
import { applySchedule, getHumanWait } from '../../src/domain/onboarding/human-wait';

/** Runs the open request until it is answered: finds deputies, reminds, escalates and expires. */
export async function runHumanStep(onboarding: Onboarding, step: HumanStep): Promise<void> {
  const isOpen = (): boolean => {
    const state = onboarding.findStepState(step.id);
    return state !== undefined && hasOpenWait(step, state);
  };
  while (isOpen()) {
    const { unscheduled } = getHumanWait(onboarding, step.id);
    if (unscheduled.length > 0) await scheduleNewAssignees(onboarding, step, isOpen);
    else await waitForNextDeadline(onboarding, step, isOpen);
  }
}

async function scheduleNewAssignees(onboarding: Onboarding, step: HumanStep, isOpen: () => boolean): Promise<void> {
  const { unscheduled, hasSchedule } = getHumanWait(onboarding, step.id);
  const people = dedupePeople(unscheduled.map(({ person }) => person));
  // The task that undoes a task reminds and escalates like the task itself.
  const { remindAfter, escalateAfter, expireAfter } = step.escalation ?? {};
  const escalation = hasSchedule ? {} : { remindAfter, escalateAfter, expireAfter };
  const schedule = await scheduleReminders(onboarding, step, { people, ...escalation });
  if (isOpen()) applySchedule(onboarding, step, people, schedule);
}

/** Waits for the next deadline, a new assignee or the end of the request. */
async function waitForNextDeadline(onboarding: Onboarding, step: HumanStep, isOpen: () => boolean): Promise<void> {
  const { remindAt, escalateAt, expireAt } = getHumanWait(onboarding, step.id);
  const isInterrupted = (): boolean => !isOpen() || getHumanWait(onboarding, step.id).unscheduled.length > 0;
  const deadlines = [
    { at: remindAt, label: 'reminder', handle: sendScheduledReminder },
    { at: escalateAt, label: 'escalation', handle: escalateStep },
    { at: expireAt, label: 'expiry', handle: expireHumanWait },
  ];
  const next = deadlines.find(({ at }) => at !== undefined);
  if (next?.at === undefined) return condition(isInterrupted);
  const wasInTime = await waitForCondition(isInterrupted, next.at, `${getEnglishText(step.title)}: ${next.label}`);
  if (!wasInTime && !isInterrupted()) next.handle(onboarding, step);
}
