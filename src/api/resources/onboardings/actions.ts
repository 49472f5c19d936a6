import type { z } from 'zod';
import { readAnswers } from '../../../domain/form-answers';
import type { FailureResolution } from '../../../domain/onboarding/messages';
import { maySettle } from '../../../domain/onboarding/allowed-actions';
import type { StepView } from '../../../domain/onboarding/view';
import type { OnboardingRow } from '../../../database/onboardings';
import { findPerson } from '../../../database/people';
import { FirstdayError } from '../../../lib/errors';
import type { Answer, Call } from '../../http/route';
import { decide } from './decide';
import type { cancelBody, commentBody, completeBody, delegateBody, noteBody, stepParams } from './schema';

type StepCall<Body extends z.ZodType> = Call<z.infer<typeof stepParams>, unknown, z.infer<Body>>;
type OnboardingCall<Body extends z.ZodType> = Call<{ id: string }, unknown, z.infer<Body>>;

/** Approves or declines. */
export const decideStep =
  (decision: 'approve' | 'decline') =>
  (call: StepCall<typeof commentBody>): Promise<Answer> =>
    decide(call, { called: decision, signal: decision, step: call.params.step, message: () => call.body });

/** Hands an approval or a task on to a colleague. @throws FirstdayError `invalid-request` where nobody knows them */
export const delegate = (call: StepCall<typeof delegateBody>): Promise<Answer> =>
  decide(call, {
    called: 'delegate',
    signal: 'delegate',
    step: call.params.step,
    message: async () => {
      const person = await findPerson(call.context.database, call.body.to);
      if (!person) throw invalid([{ field: 'to', message: 'is none of the company’s people' }]);
      return { to: { name: person.name, email: person.email } };
    },
  });

/** Completes a task. @throws FirstdayError `invalid-request` naming every answer that its form does not take */
export const complete = (call: StepCall<typeof completeBody>): Promise<Answer> =>
  decide(call, {
    called: 'complete',
    signal: 'completeTask',
    step: call.params.step,
    message: (onboarding) => {
      const { note, answers } = call.body;
      const step = stepOf(onboarding, call.params.step);
      // Whether a task is still open is for the workflow to say: then this is a conflict, and no matter of its form.
      if (!OPEN.includes(step.status)) return { note, answers };
      const read = readAnswers(formOf(step), answers);
      if ('faults' in read)
        throw invalid(read.faults.map(({ field, message }) => ({ field: `answers.${field}`, message })));
      return { note, answers: read.answers };
    },
  });

const OPEN: readonly StepView['status'][] = ['pending', 'waiting', 'undoing'];

/** A task that takes another one back has no form. */
const formOf = ({ status, form = [] }: StepView) => (status === 'undoing' ? [] : form);

/** Says what is to become of a failure. @throws FirstdayError `forbidden` where it is not the caller's to say */
export const resolveFailure =
  (action: Exclude<FailureResolution['action'], 'rollback'>) =>
  (call: StepCall<typeof noteBody>): Promise<Answer> =>
    decide(call, {
      called: action,
      signal: 'resolveFailure',
      step: call.params.step,
      message: (onboarding) => {
        if (!maySettle(stepOf(onboarding, call.params.step), call.actor))
          throw new FirstdayError('forbidden', 'This failure does not ask you.');
        return { ...call.body, action };
      },
    });

/** Ends the onboarding and has all undone that was done. */
export const end =
  (called: 'cancel' | 'rollback') =>
  (call: OnboardingCall<typeof cancelBody>): Promise<Answer> =>
    decide(call, {
      called,
      signal: 'cancel',
      message: () => ({ ...call.body, outcome: called === 'rollback' ? 'rolled-back' : 'cancelled' }),
    });

/** `decide` has seen to it that the plan has this step. */
function stepOf({ view }: OnboardingRow, id: string): StepView {
  const step = view.steps.find((candidate) => candidate.id === id);
  if (!step) throw new FirstdayError('not-found');
  return step;
}

const invalid = (fields: FirstdayError['fields']) => new FirstdayError('invalid-request', undefined, fields);
