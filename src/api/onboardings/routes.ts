import { receiptSchema } from '../../submission/receipt';
import { idempotencyHeaders } from '../idempotency';
import { route } from '../route';
import { decide } from './decide';
import { eventHeaders, events } from './events';
import { holdings, holdingsSchema } from './holdings';
import { list, show } from './read';
import {
  cancelBody,
  commentBody,
  decisionSchema,
  EXAMPLE_ID,
  idParams,
  listQuery,
  listSchema,
  noteBody,
  onboardingRequest,
  previewSchema,
  receiptHeaders,
  stepParams,
  viewSchema,
} from './schema';
import { preview, submit } from './submit';

const tag = 'Onboardings';
const PLANNING = ['not-plannable'] as const;
const DECIDING = ['not-found', 'forbidden', 'already-decided', 'not-waiting', 'closed', 'unavailable'] as const;

const DECIDED = {
  200: { description: 'It took effect.', schema: decisionSchema },
  202: { description: 'Recorded; the workflow has not confirmed it within three seconds.', schema: decisionSchema },
};

const receiptExample = {
  id: EXAMPLE_ID,
  status: 'awaiting-approval',
  readiness: 'on-track',
  plan: 'standard',
  startDate: '2027-03-01',
  submittedAt: '2027-01-11T09:00:00.000Z',
};

export const onboardingRoutes = [
  route({
    on: 'POST /onboardings',
    tag,
    summary: 'Submit a request',
    description: 'The request is kept for good before the answer; one person has one open onboarding at a time.',
    headers: idempotencyHeaders,
    body: onboardingRequest,
    answers: {
      202: { description: 'Accepted.', headers: receiptHeaders, schema: receiptSchema, example: receiptExample },
    },
    problems: [...PLANNING, 'already-open', 'idempotency-key-reused'],
    handle: submit,
  }),
  route({
    on: 'POST /onboardings/preview',
    tag,
    summary: 'See what a request would do',
    description: 'Steps, dates, people, cost and readiness. Starts nothing.',
    body: onboardingRequest,
    answers: { 200: { description: 'The resolved plan.', schema: previewSchema } },
    problems: PLANNING,
    handle: preview,
  }),
  route({
    on: 'GET /onboardings',
    tag,
    summary: 'List what you may see, newest first',
    query: listQuery,
    answers: { 200: { description: 'One page.', schema: listSchema } },
    handle: list,
  }),
  route({
    on: 'GET /onboardings/{id}',
    tag,
    summary: 'One onboarding with its whole timeline',
    params: idParams,
    answers: { 200: { description: 'The view.', schema: viewSchema } },
    handle: show,
  }),
  route({
    on: 'GET /onboardings/{id}/events',
    tag,
    summary: 'Follow an onboarding',
    description: 'Server-sent events: `timeline` (an entry) and `status`. Ends after the final status.',
    params: idParams,
    headers: eventHeaders,
    answers: {
      200: { description: 'The stream.', mediaType: 'text/event-stream', example: 'event: status\ndata: {}\n\n' },
      204: { description: 'It has ended and you have seen everything: do not come again.' },
    },
    problems: ['unavailable'],
    handle: events,
  }),
  route({
    on: 'GET /onboardings/{id}/holdings',
    tag,
    summary: 'What the systems hold for it now',
    description: 'Accounts, equipment and seats, from the systems’ own records: after a rollback, what is left behind.',
    params: idParams,
    answers: { 200: { description: 'What is held.', schema: holdingsSchema } },
    handle: holdings,
  }),
  route({
    on: 'POST /onboardings/{id}/steps/{step}/approve',
    tag,
    summary: 'Approve',
    params: stepParams,
    body: commentBody,
    answers: DECIDED,
    problems: DECIDING,
    handle: (call) =>
      decide(call, { called: 'approve', signal: 'approve', step: call.params.step, message: call.body }),
  }),
  route({
    on: 'POST /onboardings/{id}/steps/{step}/decline',
    tag,
    summary: 'Decline',
    params: stepParams,
    body: commentBody,
    answers: DECIDED,
    problems: DECIDING,
    handle: (call) =>
      decide(call, { called: 'decline', signal: 'decline', step: call.params.step, message: call.body }),
  }),
  route({
    on: 'POST /onboardings/{id}/steps/{step}/retry',
    tag,
    summary: 'Retry what failed',
    params: stepParams,
    body: noteBody,
    answers: DECIDED,
    problems: DECIDING,
    handle: (call) =>
      decide(call, {
        called: 'retry',
        signal: 'resolveFailure',
        step: call.params.step,
        message: { ...call.body, action: 'retry' },
      }),
  }),
  route({
    on: 'POST /onboardings/{id}/steps/{step}/accept',
    tag,
    summary: 'Accept that an effect is left behind',
    params: stepParams,
    body: noteBody,
    answers: DECIDED,
    problems: DECIDING,
    handle: (call) =>
      decide(call, {
        called: 'accept',
        signal: 'resolveFailure',
        step: call.params.step,
        message: { ...call.body, action: 'accept' },
      }),
  }),
  route({
    on: 'POST /onboardings/{id}/cancel',
    tag,
    summary: 'Cancel, and undo what was done',
    params: idParams,
    body: cancelBody,
    answers: DECIDED,
    problems: DECIDING,
    handle: (call) => decide(call, { called: 'cancel', signal: 'cancel', message: call.body }),
  }),
];
