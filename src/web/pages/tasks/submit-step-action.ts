import { z } from 'zod';
import { STEP_ACTIONS } from '../../../domain/onboarding/allowed-actions';
import type { StepView } from '../../../domain/onboarding/view';
import { FirstdayError } from '../../../lib/errors';
import type { ApiClient } from '../../api-client';

/** `action`: what the button of a step says. */
export const actionFormSchema = z.looseObject({ action: z.enum(STEP_ACTIONS) });
export type ActionFormData = z.infer<typeof actionFormSchema>;

/**
 * Does what somebody chose for a step, by the API.
 * @returns whether the workflow has confirmed it; else it is recorded
 * @throws FirstdayError as the API, with the fields named as on the form
 */
export async function submitStepAction(
  callApi: ApiClient,
  { id, step }: { id: string; step: StepView },
  { action, ...fields }: ActionFormData,
  words: { reasonMissing: string },
): Promise<boolean> {
  const params = { id, step: step.id };
  const getText = (name: string): string | undefined => trimToUndefined(fields[name]);
  const reason = getText('reason');
  if ((action === 'decline' || action === 'rollback') && reason === undefined)
    throw new FirstdayError('invalid-request', undefined, [{ field: 'reason', message: words.reasonMissing }]);
  if (action === 'rollback')
    return (await callApi('POST /onboardings/{id}/rollback', { params: { id }, body: { reason } })).confirmed;
  const bodies = {
    approve: { comment: getText('comment') },
    decline: { comment: reason },
    delegate: { to: getText('to') },
    complete: { note: getText('note'), answers: readAnswers(step, fields) },
    retry: {},
    skip: {},
    accept: {},
  };
  return (await callApi(`POST /onboardings/{id}/steps/{step}/${action}`, { params, body: bodies[action] })).confirmed;
}

const trimToUndefined = (value: unknown): string | undefined =>
  (typeof value === 'string' && value.trim()) || undefined;

/** A form says everything as text: what its questions want is made of it. What is left empty is not said. */
function readAnswers(
  { form = [], status }: StepView,
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
