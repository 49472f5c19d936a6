import { randomUUID } from 'node:crypto';
import type { ApprovalDecision, Messages, Proof, SignalName } from '../domain/onboarding/messages';
import type { FormAnswers, FormField } from '../domain/plan/resolved-plan';
import type { Person } from '../domain/request';
import type { Role } from '../domain/status';
import type { OnboardingView, StepView } from '../domain/onboarding/view';
import { listPendingEmails } from '../domain/onboarding/pending-people';
import type { Overrides } from './overrides';

/** Signal with its message. */
export type SimulatedSignal = { [Name in SignalName]: { signal: Name; payload: Messages[Name] } }[SignalName];

/** Identifies one open request to people; undefined if there is none. A repeated request has another key. */
export function getOpenRequestKey(view: OnboardingView, step: StepView): string | undefined {
  const hasOpenRequest = listPendingEmails({ ...view, steps: [step] }).length > 0 && hasReachedStartDate(step);
  if (!hasOpenRequest) return undefined;
  return [step.id, step.status, step.requestCount, step.approvals?.length ?? 0].join('/');
}

/** A task that waits for its start date has no open request yet. */
const hasReachedStartDate = ({ status, startedAt }: StepView): boolean =>
  status !== 'waiting' || startedAt !== undefined;

/** Approves, completes and retries unless overridden. Returns undefined for a step without an answer. */
export class SimulatedPeople {
  constructor(
    private readonly overrides: Overrides,
    private readonly findRoles: (email: string) => Role[],
  ) {}

  createAnswerSignal(view: OnboardingView, step: StepView): SimulatedSignal | undefined {
    const by = this.findAnsweringPerson(view, step);
    if (by === undefined || this.overrides.unanswered.has(step.id)) return undefined;
    const { signal, payload } = this.buildAnswer(view, step, { step: step.id, by: by.email });
    const proof: Proof = {
      decisionId: randomUUID(),
      onboardingId: view.id,
      signal,
      request: step.requestCount,
      roles: this.findRoles(by.email),
    };
    return { signal, payload: { ...payload, proof } } as SimulatedSignal;
  }

  /** The first assignee, except that the submitter never approves. */
  private findAnsweringPerson({ submittedBy }: OnboardingView, { kind, people = [] }: StepView): Person | undefined {
    return people.find(({ email }) => kind !== 'approval' || email !== submittedBy.email);
  }

  private buildAnswer(
    view: OnboardingView,
    step: StepView,
    base: ApprovalDecision & { step: string },
  ): SimulatedSignal {
    const { id, kind, status, form = [], essential } = step;
    const failures = view.timeline.filter((entry) => entry.step === id && entry.kind === status).length;
    if (status === 'failed') {
      const action = failures <= 1 ? 'retry' : essential === false ? 'skip' : 'rollback';
      return { signal: 'resolveFailure', payload: { ...base, action } };
    }
    if (status === 'undo-failed')
      return { signal: 'resolveFailure', payload: { ...base, action: failures <= 1 ? 'retry' : 'accept' } };
    if (kind === 'task')
      return { signal: 'completeTask', payload: { ...base, answers: fillForm(form, view.startDate) } };
    return { signal: this.overrides.declined.has(id) ? 'decline' : 'approve', payload: base };
  }
}

const fillForm = (form: readonly FormField[], date: string): FormAnswers =>
  Object.fromEntries(form.map((field) => [field.name, fillField(field, date)]));

function fillField({ type, choices, minimum, maximum, maxLength }: FormField, date: string): FormAnswers[string] {
  switch (type) {
    case 'yes-no':
      return true;
    case 'number':
      return minimum ?? Math.min(1, maximum ?? 1);
    case 'date':
      return date;
    case 'choice':
      return choices?.[0] ?? '';
    case 'text':
      return 'sample'.slice(0, maxLength);
  }
}
