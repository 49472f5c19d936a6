import { receiptSchema } from '../../../application/receipt';
import { idempotencyHeadersSchema } from '../../http/idempotency';
import { defineRoute } from '../../http/route';
import { eventHeadersSchema, streamEvents } from './stream-events';
import { getOnboardingHistory } from './history';
import { historySchema } from './history-schema';
import { getOnboardingHoldings, holdingsSchema } from './holdings';
import { getOnboardingCounts, getOnboardings, getOnboarding } from './handlers';
import { previewSchema } from './preview-schema';
import {
  onboardingCountsSchema,
  EXAMPLE_ID,
  idParamsSchema,
  onboardingsQuerySchema,
  onboardingsSchema,
  onboardingRequestSchema,
  receiptHeadersSchema,
  onboardingSchema,
} from './schema';
import { previewOnboarding, submitOnboardingRequest } from './submission-handlers';

const tag = 'Onboardings';
const PLANNING_PROBLEMS = ['not-plannable', 'plan-fault'] as const;
const receiptExample = {
  id: EXAMPLE_ID,
  status: 'awaiting-approval',
  readiness: 'on-track',
  plan: 'standard',
  startDate: '2027-03-01',
  submittedAt: '2027-01-11T09:00:00.000Z',
};

export const onboardingRoutes = [
  defineRoute({
    name: 'POST /onboardings',
    tag,
    summary: 'Submit a request',
    description: 'The request is kept for good before the answer; one person has one open onboarding at a time.',
    headers: idempotencyHeadersSchema,
    body: onboardingRequestSchema,
    responses: {
      202: { description: 'Accepted.', headers: receiptHeadersSchema, schema: receiptSchema, example: receiptExample },
    },
    problems: [...PLANNING_PROBLEMS, 'already-open', 'idempotency-key-reused'],
    handle: submitOnboardingRequest,
  }),
  defineRoute({
    name: 'POST /onboardings/preview',
    tag,
    summary: 'See what a request would do',
    description:
      'Steps, dates, people, branches, cost, and whether it can be ready in time, with the step to blame. Starts nothing.',
    body: onboardingRequestSchema,
    responses: { 200: { description: 'The resolved plan.', schema: previewSchema } },
    problems: PLANNING_PROBLEMS,
    handle: previewOnboarding,
  }),
  defineRoute({
    name: 'GET /onboardings',
    tag,
    summary: 'List what you may see, newest first',
    query: onboardingsQuerySchema,
    responses: { 200: { description: 'One page.', schema: onboardingsSchema } },
    handle: getOnboardings,
  }),
  defineRoute({
    name: 'GET /onboardings/counts',
    tag,
    summary: 'Count what you may see and is open',
    responses: { 200: { description: 'How many of each status; those that occur.', schema: onboardingCountsSchema } },
    handle: getOnboardingCounts,
  }),
  defineRoute({
    name: 'GET /onboardings/{id}',
    tag,
    summary: 'One onboarding with its whole timeline',
    params: idParamsSchema,
    responses: { 200: { description: 'The view.', schema: onboardingSchema } },
    handle: getOnboarding,
  }),
  defineRoute({
    name: 'GET /onboardings/{id}/events',
    tag,
    summary: 'Follow an onboarding',
    description:
      'Server-sent events: `timeline` (an entry), `status`, and `attempts` (the steps that are tried again). Ends after the final status.',
    params: idParamsSchema,
    headers: eventHeadersSchema,
    responses: {
      200: { description: 'The stream.', mediaType: 'text/event-stream', example: 'event: status\ndata: {}\n\n' },
      204: { description: 'It has ended and you have seen everything: do not come again.' },
    },
    problems: ['unavailable'],
    handle: streamEvents,
  }),
  defineRoute({
    name: 'GET /onboardings/{id}/holdings',
    tag,
    summary: 'What the systems hold for it now',
    description: 'Accounts, equipment and seats, from the systems’ own records: after a rollback, what is left behind.',
    params: idParamsSchema,
    responses: { 200: { description: 'What is held.', schema: holdingsSchema } },
    handle: getOnboardingHoldings,
  }),
  defineRoute({
    name: 'GET /onboardings/{id}/history',
    tag,
    summary: 'The history of its workflow in Temporal, decoded',
    description: 'For operators: the events of the latest run. Recorded in the security log.',
    params: idParamsSchema,
    responses: { 200: { description: 'All events, in their order.', schema: historySchema } },
    problems: ['unavailable'],
    handle: getOnboardingHistory,
  }),
];
