import { route } from '../../http/route';
import { complete, decideStep, delegate, end, resolveFailure } from './actions';
import { amend, previewReschedule, reschedule } from './change';
import {
  amendBody,
  cancelBody,
  changePreviewSchema,
  changeSchema,
  commentBody,
  completeBody,
  decisionSchema,
  delegateBody,
  idParams,
  noteBody,
  rescheduleBody,
  stepParams,
} from './schema';

const tag = 'Onboardings';

const decided = {
  tag,
  answers: {
    200: { description: 'It took effect.', schema: decisionSchema },
    202: { description: 'Recorded; the workflow has not confirmed it within three seconds.', schema: decisionSchema },
  },
  problems: ['not-found', 'forbidden', 'already-decided', 'not-waiting', 'closed', 'unavailable'],
} as const;

const changed = {
  tag,
  params: idParams,
  answers: {
    200: { description: 'The plan as it is now, and what became different.', schema: changeSchema },
    202: { description: 'Accepted; it has not come to its end within three seconds.', schema: changeSchema },
  },
  problems: [
    'not-found',
    'forbidden',
    'not-possible',
    'not-plannable',
    'already-open',
    'not-waiting',
    'closed',
    'unavailable',
  ],
} as const;

const settling = 'HR, IT, and whoever the failure asks.';

/** What people say to a running onboarding. */
export const actionRoutes = [
  route({
    ...decided,
    on: 'POST /onboardings/{id}/steps/{step}/approve',
    summary: 'Approve',
    params: stepParams,
    body: commentBody,
    handle: decideStep('approve'),
  }),
  route({
    ...decided,
    on: 'POST /onboardings/{id}/steps/{step}/decline',
    summary: 'Decline',
    params: stepParams,
    body: commentBody,
    handle: decideStep('decline'),
  }),
  route({
    ...decided,
    on: 'POST /onboardings/{id}/steps/{step}/delegate',
    summary: 'Hand an approval or a task on',
    description: 'To one of the company’s people; by whoever is asked, or by HR.',
    params: stepParams,
    body: delegateBody,
    handle: delegate,
  }),
  route({
    ...decided,
    on: 'POST /onboardings/{id}/steps/{step}/complete',
    summary: 'Complete a task',
    description: 'Also the task that a rollback asks for to take it back.',
    params: stepParams,
    body: completeBody,
    handle: complete,
  }),
  route({
    ...decided,
    on: 'POST /onboardings/{id}/steps/{step}/retry',
    summary: 'Retry what failed',
    description: settling,
    params: stepParams,
    body: noteBody,
    handle: resolveFailure('retry'),
  }),
  route({
    ...decided,
    on: 'POST /onboardings/{id}/steps/{step}/skip',
    summary: 'Go on without a step',
    description: `A failed step, or a task that waits, where the plan allows it. ${settling}`,
    params: stepParams,
    body: noteBody,
    handle: resolveFailure('skip'),
  }),
  route({
    ...decided,
    on: 'POST /onboardings/{id}/steps/{step}/accept',
    summary: 'Accept that an effect is left behind',
    description: settling,
    params: stepParams,
    body: noteBody,
    handle: resolveFailure('accept'),
  }),
  route({
    ...decided,
    on: 'POST /onboardings/{id}/cancel',
    summary: 'Cancel, and undo what was done',
    params: idParams,
    body: cancelBody,
    handle: end('cancel'),
  }),
  route({
    ...decided,
    on: 'POST /onboardings/{id}/rollback',
    summary: 'Undo what was done, and end it as rolled back',
    params: idParams,
    body: cancelBody,
    handle: end('rollback'),
  }),
  route({
    ...changed,
    on: 'POST /onboardings/{id}/reschedule',
    summary: 'Move the start date',
    description: 'Pending instants move along; what was bound to the old date is done anew.',
    body: rescheduleBody,
    handle: reschedule,
  }),
  route({
    tag,
    on: 'POST /onboardings/{id}/reschedule/preview',
    summary: 'What another start date would change',
    description: 'Nothing is done, and nobody is asked.',
    params: idParams,
    body: rescheduleBody,
    answers: { 200: { description: 'What would become different.', schema: changePreviewSchema } },
    problems: ['not-found', 'not-possible', 'not-plannable', 'already-open', 'closed'],
    handle: previewReschedule,
  }),
  route({
    ...changed,
    on: 'PATCH /onboardings/{id}',
    summary: 'Amend the request',
    description: 'Any field until it is approved; afterwards what has had no effect yet.',
    body: amendBody,
    handle: amend,
  }),
];
