import { z } from 'zod';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { STEP_ACTIONS } from '../../../domain/onboarding/allowed-actions';
import type { StepResponse } from '../../../api/resources/onboardings/view-schema';
import { createInvalidRequestError } from '../../../lib/errors';
import type { ApiClient } from '../../api-client';

/** `action`: value of the pressed button. */
export const actionFormSchema = z.looseObject({ action: z.enum(STEP_ACTIONS) });
export type ActionFormData = z.infer<typeof actionFormSchema>;

/**
 * Sends the chosen action to the API.
 * @returns true if the workflow has confirmed the action, false if it is only recorded.
 * @throws FirstdayError `invalid-request` when a decline or rollback has no reason; otherwise as the API responds.
 */
export async function submitStepAction(
  callApi: ApiClient,
  { id, step }: { id: string; step: StepResponse },
  { action, ...fields }: ActionFormData,
): Promise<boolean> {
  const params = { id, step: step.id };
  const getText = (name: string): string | undefined => trimToUndefined(fields[name]);
  const reason = getText('reason');
  if ((action === 'decline' || action === 'rollback') && reason === undefined)
    throw createInvalidRequestError([createFieldError('reason', 'comment.required', {})]);
  if (action === 'rollback')
    return (await callApi('POST /onboardings/{id}/rollback', { params: { id }, body: { reason } })).confirmed;
  const bodies = {
    approve: { comment: getText('comment') },
    decline: { comment: reason },
    delegate: { to: getText('to') },
    remind: {},
    complete: { note: getText('note'), answers: readAnswers(step, fields) },
    retry: {},
    done: { note: getText('note') },
    skip: {},
    accept: {},
  };
  return (await callApi(`POST /onboardings/{id}/steps/{step}/${action}`, { params, body: bodies[action] })).confirmed;
}

const trimToUndefined = (value: unknown): string | undefined =>
  (typeof value === 'string' && value.trim()) || undefined;

/** Converts text answers to the types of their questions; empty answers are omitted. */
function readAnswers(
  { form = [], status }: StepResponse,
  fields: Record<string, unknown>,
): Record<string, unknown> | undefined {
  if (status === 'undoing' || form.length === 0) return undefined;
  const entries = form.map(({ name, type }) => {
    const value = trimToUndefined(fields[`answers.${name}`]);
    if (type === 'yes-no') return [name, value === 'yes'] as const;
    return [name, type === 'number' && value !== undefined ? Number(value) : value] as const;
  });
  return Object.fromEntries<unknown>(entries.filter(([, value]) => value !== undefined));
}
