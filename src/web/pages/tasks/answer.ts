import { z } from 'zod';
import { ANSWERS } from '../../../domain/onboarding/allowed-actions';
import type { StepView } from '../../../domain/onboarding/view';
import { FirstdayError } from '../../../lib/errors';
import type { Ask } from '../../api-client';

/** `action`: what the button of a step says. */
export const actionForm = z.looseObject({ action: z.enum(ANSWERS) });
export type ActionForm = z.infer<typeof actionForm>;

/**
 * Does what somebody chose for a step, by the API.
 * @returns whether the workflow has confirmed it; else it is recorded
 * @throws FirstdayError as the API, with the fields named as on the form
 */
export async function answerStep(
  ask: Ask,
  { id, step }: { id: string; step: StepView },
  { action, ...typed }: ActionForm,
  words: { reasonMissing: string },
): Promise<boolean> {
  const params = { id, step: step.id };
  const text = (name: string): string | undefined => trimmed(typed[name]);
  const reason = text('reason');
  if ((action === 'decline' || action === 'rollback') && reason === undefined)
    throw new FirstdayError('invalid-request', undefined, [{ field: 'reason', message: words.reasonMissing }]);
  if (action === 'rollback')
    return (await ask('POST /onboardings/{id}/rollback', { params: { id }, body: { reason } })).confirmed;
  const bodies = {
    approve: { comment: text('comment') },
    decline: { comment: reason },
    delegate: { to: text('to') },
    complete: { note: text('note'), answers: answersOf(step, typed) },
    retry: {},
    skip: {},
    accept: {},
  };
  return (await ask(`POST /onboardings/{id}/steps/{step}/${action}`, { params, body: bodies[action] })).confirmed;
}

const trimmed = (value: unknown): string | undefined => (typeof value === 'string' && value.trim()) || undefined;

/** A form says everything as text: what its questions want is made of it. What is left empty is not said. */
function answersOf(
  { form = [], status }: StepView,
  typed: Record<string, unknown>,
): Record<string, unknown> | undefined {
  if (status === 'undoing' || form.length === 0) return undefined;
  const given = form.map(({ name, type }) => {
    const value = trimmed(typed[`answers.${name}`]);
    if (type === 'yes-no') return [name, value === 'yes'] as const;
    return [name, type === 'number' && value !== undefined ? Number(value) : value] as const;
  });
  return Object.fromEntries<unknown>(given.filter(([, value]) => value !== undefined));
}
