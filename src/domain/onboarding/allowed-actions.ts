import type { Principal } from '../principal';
import type { FailureResolution } from './messages';
import { ownOf } from '../people';
import { hasAnyOf, HELPERS, HR } from '../roles';
import { isFinal } from '../status';
import type { OnboardingView, StepView } from './view';
import { asksNow } from './pending-people';

/** Everything that can be answered to a step. */
export const ANSWERS = ['approve', 'complete', 'retry', 'skip', 'accept', 'decline', 'rollback', 'delegate'] as const;
/** Everything that can be made of an onboarding as a whole. */
export const CHANGES = ['reschedule', 'amend', 'cancel'] as const;

export type Offer = (typeof ANSWERS)[number];
export type Change = (typeof CHANGES)[number];
type Cure = FailureResolution['action'];

/** What this person may answer to the step now: all that would be taken from them, and nothing else. */
export function offersOf(view: OnboardingView, step: StepView, person: Principal): Offer[] {
  if (isFinal(view.status) || isOutOfReach(view)) return [];
  const cures = curesOf(step, view.ending !== undefined).filter((cure) =>
    cure === 'rollback' ? hasAnyOf(person, HR) : maySettle(step, person),
  );
  const offered: Offer[] = [...answersOf(view, step, person), ...cures];
  return ANSWERS.filter((answer) => offered.includes(answer));
}

/** What this person may make of the whole now. */
export function changesOf(view: OnboardingView, person: Principal): readonly Change[] {
  if (isFinal(view.status) || !hasAnyOf(person, HR)) return [];
  // All that is left to do about it is to have it undone, also where that was under way.
  if (view.obstacleKind === 'lost') return ['cancel'];
  return view.ending !== undefined || isOutOfReach(view) ? [] : CHANGES;
}

/** Whether no workflow hears what is said: it is lost, or has not begun. One that stands still hears it later. */
export const isOutOfReach = ({ obstacleKind }: Pick<OnboardingView, 'obstacleKind'>): boolean =>
  obstacleKind === 'lost' || obstacleKind === 'not-started';

/** What can be decided about a step that failed, or that is not to be waited for; nothing where there is nothing to decide. */
export function curesOf(
  { kind, status, skippable }: Pick<StepView, 'kind' | 'status' | 'skippable'>,
  isEnding: boolean,
): Cure[] {
  if (status === 'undo-failed') return ['retry', 'accept'];
  if (status === 'undoing' && kind === 'task') return ['accept'];
  if (isEnding) return [];
  if (status === 'failed') return skippable ? ['retry', 'skip', 'rollback'] : ['retry', 'rollback'];
  const isAhead = status === 'pending' || status === 'waiting';
  return skippable && kind === 'task' && isAhead ? ['skip'] : [];
}

/** Whether somebody may decide what becomes of this step. */
export const maySettle = (step: StepView, person: Principal): boolean =>
  mayAnswer(step, person) || hasAnyOf(person, HELPERS);

/** Whether the step asks this person, by name or role. */
export const isAsked = ({ people = [], roles = [] }: StepView, person: Principal): boolean =>
  people.some(({ email }) => email === person.email) || hasAnyOf(person, roles);

/** Whoever has handed it on, or is stood in for, may answer all the same. */
const mayAnswer = (step: StepView, person: Principal): boolean =>
  isAsked(step, person) || (step.standIns ?? []).some(({ of }) => of === person.email);

function answersOf(view: OnboardingView, step: StepView, person: Principal): Offer[] {
  if (step.kind === 'activity' || !asksNow(step, view.ending !== undefined)) return [];
  const isEntitled = mayAnswer(step, person) && (step.kind === 'task' || !ownOf(view, person.email));
  const answers = !isEntitled || hasApproved(step, person) ? [] : ANSWERS_TO[step.kind];
  return isEntitled || hasAnyOf(person, HR) ? [...answers, 'delegate'] : answers;
}

const ANSWERS_TO: Record<'approval' | 'task', Offer[]> = { approval: ['approve', 'decline'], task: ['complete'] };

/** Where everybody must approve, one person does so once, unless they are asked for another. */
const hasApproved = ({ approvals = [], people = [] }: StepView, { email }: Principal): boolean =>
  approvals.some(({ by }) => by === email) && !people.some((person) => person.email === email);
