import { hasOpenWait } from '../../../src/domain/onboarding/assignment';
import { getHumanWait, getRequestNotificationKind } from '../../../src/domain/onboarding/human-wait';
import type { PersonReplacement } from '../../../src/domain/onboarding/messages';
import type { HumanWait } from '../../../src/domain/onboarding/step-state';
import { isExcludedAsSubstitute, substitutePerson } from '../../../src/domain/people';
import { replacePersonInPlan } from '../../../src/domain/plan/replace-person';
import type { HumanStep } from '../../../src/domain/plan/resolved-plan';
import { createReason } from '../../../src/domain/reasons/reason';
import type { Person } from '../../../src/domain/request';
import { describeOrigin, type MessageSource } from '../message-source';
import type { Onboarding } from '../onboarding';

/**
 * Hands everything that is or will be assigned to a person over to another one. Waits for a plan change under way, whose
 * result still names the person. A step that the other person must not decide keeps its assignees, which the timeline
 * records.
 */
export const replacePerson = (
  onboarding: Onboarding,
  message: PersonReplacement,
  source: MessageSource,
): Promise<void> =>
  onboarding.changePlanAlone(() => {
    if (!onboarding.isClosed) applyReplacement(onboarding, message, source);
    return Promise.resolve();
  });

function applyReplacement(
  onboarding: Onboarding,
  { by, person: email, substitute }: PersonReplacement,
  source: MessageSource,
): void {
  const { input } = onboarding;
  const canBeAssigned = (step: HumanStep) => !isExcludedAsSubstitute(input, step, substitute);
  const plan = replacePersonInPlan(input.plan, email, substitute, canBeAssigned);
  const isManager = input.request.manager.email === email && input.request.employee.personalEmail !== substitute.email;
  const request = isManager ? { ...input.request, manager: substitute } : input.request;
  onboarding.replacePlan({ request, plan, replannedAt: onboarding.plannedAt });
  onboarding.appendTimelineEntry({
    kind: 'person-replaced',
    by,
    reason: createReason('replaced-by', { from: email, to: substitute.email }),
    ...describeOrigin(source),
  });
  for (const step of onboarding.steps)
    if (step.kind !== 'activity') replaceInRequest(onboarding, step, email, substitute);
}

function replaceInRequest(onboarding: Onboarding, step: HumanStep, email: string, substitute: Person): void {
  if (!hasOpenWait(step, onboarding.getStepState(step.id))) return;
  const wait = getHumanWait(onboarding, step.id);
  const isAssigned = wait.people.some((person) => person.email === email);
  if (isExcludedAsSubstitute(onboarding.input, step, substitute)) {
    const reason = createReason('not-entitled.substitute', { step: step.id, email: substitute.email });
    if (isAssigned) onboarding.appendTimelineEntry({ kind: 'ignored', step: step.id, via: 'engine', reason });
    return;
  }
  onboarding.updateStep(step, { wait: replaceInWait(wait, step, email, substitute) });
}

function replaceInWait(wait: HumanWait, step: HumanStep, email: string, substitute: Person): HumanWait {
  const replaceEmail = (address: string) => (address === email ? substitute.email : address);
  const isAssigned = wait.people.some((person) => person.email === email);
  const kind = getRequestNotificationKind(step);
  const unscheduled = wait.unscheduled.filter(({ person }) => person.email !== email);
  return {
    ...wait,
    people: substitutePerson(wait.people, email, substitute),
    unscheduled: isAssigned ? [...unscheduled, { person: substitute, kind }] : unscheduled,
    substitutes: wait.substitutes.map(({ representedEmail, substituteEmail }) => ({
      representedEmail: replaceEmail(representedEmail),
      substituteEmail: replaceEmail(substituteEmail),
    })),
    escalatedTo: { ...wait.escalatedTo, people: substitutePerson(wait.escalatedTo.people, email, substitute) },
  };
}
