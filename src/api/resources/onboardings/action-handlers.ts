import type { z } from 'zod';
import { createFieldError, type FieldError } from '../../../domain/field-errors/field-error';
import { listAssetTags, parseFormAnswers } from '../../../domain/form-answers';
import type { FailureResolution } from '../../../domain/onboarding/messages';
import { canResolveFailure } from '../../../domain/onboarding/allowed-actions';
import type { StepView } from '../../../domain/onboarding/view';
import type { Database } from '../../../database/client';
import { findTakenTags } from '../../../database/items';
import type { OnboardingRow } from '../../../database/onboardings';
import { findAssignablePerson } from '../people/find-assignable-person';
import { createReason } from '../../../domain/reasons/reason';
import { createInvalidRequestError, FirstdayError } from '../../../lib/errors';
import type { ApiResponse, ApiCall } from '../../http/route';
import { createRejection } from '../../http/create-rejection';
import { sendDecision } from './send-decision';
import type {
  cancelBodySchema,
  commentBodySchema,
  completeTaskBodySchema,
  delegateBodySchema,
  noteBodySchema,
  stepParamsSchema,
} from './schema';

type StepCall<Body extends z.ZodType> = ApiCall<z.infer<typeof stepParamsSchema>, unknown, z.infer<Body>>;
type OnboardingCall<Body extends z.ZodType> = ApiCall<{ id: string }, unknown, z.infer<Body>>;

export const decideApproval =
  (decision: 'approve' | 'decline') =>
  (call: StepCall<typeof commentBodySchema>): Promise<ApiResponse> =>
    sendDecision(call, {
      action: decision,
      signal: decision,
      step: call.params.step,
      buildMessage: (sender) => ({ ...sender, step: call.params.step, comment: call.body.comment }),
    });

/** @throws FirstdayError `invalid-request` if the delegate is not one of the company's people, or may not approve */
export const delegateStep = (call: StepCall<typeof delegateBodySchema>): Promise<ApiResponse> =>
  sendDecision(call, {
    action: 'delegate',
    signal: 'delegate',
    step: call.params.step,
    buildMessage: async (sender, onboarding) => {
      const { kind } = getStep(onboarding, call.params.step);
      const person = await findAssignablePerson(call.context, call.body.to, {
        field: 'to',
        includesApproval: kind === 'approval',
      });
      return { ...sender, step: call.params.step, to: { name: person.name, email: person.email } };
    },
  });

export const remindAssignees = (call: ApiCall<z.infer<typeof stepParamsSchema>>): Promise<ApiResponse> =>
  sendDecision(call, {
    action: 'remind',
    signal: 'remind',
    step: call.params.step,
    buildMessage: (sender) => ({ ...sender, step: call.params.step }),
  });

/** @throws FirstdayError `invalid-request` naming every answer that the task's form rejects */
export const completeTask = (call: StepCall<typeof completeTaskBodySchema>): Promise<ApiResponse> =>
  sendDecision(call, {
    action: 'complete',
    signal: 'completeTask',
    step: call.params.step,
    buildMessage: async (sender, onboarding) => {
      const { note, answers } = call.body;
      const step = getStep(onboarding, call.params.step);
      const message = { ...sender, step: step.id, note };
      // The workflow rejects a task that is no longer open: that is a conflict, not a form error.
      if (!OPEN_STEP_STATUSES.includes(step.status)) return { ...message, answers };
      const form = getTaskForm(step);
      const parsed = parseFormAnswers(form, answers);
      const fieldErrors =
        'fieldErrors' in parsed
          ? parsed.fieldErrors
          : await findTakenTagErrors(call.context.database, listAssetTags(form, parsed.answers));
      if ('fieldErrors' in parsed || fieldErrors.length > 0)
        throw createInvalidRequestError(
          fieldErrors.map((error) => ({ ...error, field: `answers.${error.field ?? ''}` })),
        );
      return { ...message, answers: parsed.answers };
    },
  });

async function findTakenTagErrors(
  database: Database,
  answers: readonly { field: string; tag: string }[],
): Promise<FieldError[]> {
  if (answers.length === 0) return [];
  const taken = await findTakenTags(
    database,
    answers.map(({ tag }) => tag),
  );
  return answers
    .filter(({ tag }) => taken.has(tag.toLowerCase()))
    .map(({ field }) => createFieldError(field, 'tag.taken', {}));
}

const OPEN_STEP_STATUSES: readonly StepView['status'][] = ['pending', 'waiting', 'undoing'];

/** An undo task has no form. */
const getTaskForm = ({ status, form = [] }: StepView) => (status === 'undoing' ? [] : form);

/** @throws FirstdayError `forbidden` if the caller may not resolve this failure */
export const resolveFailure =
  (action: Exclude<FailureResolution['action'], 'rollback'>) =>
  (call: StepCall<typeof noteBodySchema>): Promise<ApiResponse> =>
    sendDecision(call, {
      action,
      signal: 'resolveFailure',
      step: call.params.step,
      buildMessage: (sender, onboarding) => {
        if (!canResolveFailure(getStep(onboarding, call.params.step), call.principal))
          throw createRejection(createReason('not-entitled.failure', { step: call.params.step }), onboarding.view);
        return { ...sender, step: call.params.step, action, note: call.body.note };
      },
    });

/** Ends the onboarding and undoes its effects. */
export const terminateOnboarding =
  (action: 'cancel' | 'rollback') =>
  (call: OnboardingCall<typeof cancelBodySchema>): Promise<ApiResponse> =>
    sendDecision(call, {
      action,
      signal: 'cancel',
      buildMessage: (sender) => ({
        ...sender,
        reason: call.body.reason,
        outcome: action === 'rollback' ? 'rolled-back' : 'cancelled',
      }),
    });

/** `sendDecision` has already checked that the plan has this step. */
function getStep({ view }: OnboardingRow, id: string): StepView {
  const step = view.steps.find((candidate) => candidate.id === id);
  if (!step) throw new FirstdayError('not-found');
  return step;
}
