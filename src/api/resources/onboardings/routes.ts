import { receiptSchema } from '../../../application/receipt';
import { idempotencyHeaders } from '../../http/idempotency';
import { route } from '../../http/route';
import { eventHeaders, events } from './events';
import { holdings, holdingsSchema } from './holdings';
import { counts, list, show } from './read';
import { previewSchema } from './preview-schema';
import {
  countsSchema,
  EXAMPLE_ID,
  idParams,
  listQuery,
  listSchema,
  onboardingRequest,
  receiptHeaders,
  viewSchema,
} from './schema';
import { preview, submit } from './submit';

const tag = 'Onboardings';
const PLANNING = ['not-plannable'] as const;
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
    description:
      'Steps, dates, people, branches, cost, and whether it can be ready in time, with the step to blame. Starts nothing.',
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
    on: 'GET /onboardings/counts',
    tag,
    summary: 'Count what you may see and is open',
    answers: { 200: { description: 'How many of each status; those that occur.', schema: countsSchema } },
    handle: counts,
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
];
