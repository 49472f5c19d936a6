import { EXAMPLE_ID, idParamsSchema } from '../onboardings/schema';
import { idempotencyHeadersSchema } from '../../http/idempotency';
import { emptyBodySchema, defineRoute } from '../../http/route';
import { buildCohortTemplate } from './columns';
import { parseCohortCsv } from './parse-cohort-csv';
import { cancelCohort, resumeCohort } from './command-handlers';
import { getCohort, getCohorts } from './handlers';
import { previewCohort } from './preview-handler';
import {
  cancelCohortBodySchema,
  cohortBodySchema,
  cohortHeadersSchema,
  cohortPreviewSchema,
  cohortReceiptSchema,
  cohortSchema,
  cohortsQuerySchema,
  cohortsSchema,
  cohortRowsQuerySchema,
  submitCohortQuerySchema,
  templateQuerySchema,
} from './schema';
import { getCohortTemplate, submitCohort } from './submission-handlers';

const tag = 'Cohorts';
const COMMAND_RESPONSES = { 202: { description: 'Recorded, and under way.', schema: cohortSchema } };

const COHORT_CSV_BODY = { mediaType: 'text/csv', example: buildCohortTemplate(','), read: parseCohortCsv };
const receiptExample = { id: EXAMPLE_ID, submittedAt: '2027-01-11T09:00:00.000Z', rows: { waiting: 40, invalid: 0 } };

export const cohortRoutes = [
  defineRoute({
    name: 'POST /cohorts',
    tag,
    summary: 'Submit many requests in one file',
    description:
      'CSV with the columns of `GET /cohorts/template`, or JSON. Every row is checked first; if one is not valid, nothing starts, unless `partial` is true.',
    headers: idempotencyHeadersSchema,
    query: submitCohortQuerySchema,
    body: cohortBodySchema,
    nonJsonBody: COHORT_CSV_BODY,
    bodyLimit: '10mb',
    responses: {
      202: {
        description: 'Accepted.',
        headers: cohortHeadersSchema,
        schema: cohortReceiptSchema,
        example: receiptExample,
      },
    },
    problems: ['invalid-rows', 'idempotency-key-reused'],
    handle: submitCohort,
  }),
  defineRoute({
    name: 'POST /cohorts/preview',
    tag,
    summary: 'See what a file would do',
    description:
      'Takes the same file as `POST /cohorts` and checks every row, also against the others: stock and seats are compared with the demand of the whole file and of all open onboardings. Starts nothing.',
    body: cohortBodySchema,
    nonJsonBody: COHORT_CSV_BODY,
    bodyLimit: '10mb',
    responses: { 200: { description: 'What is wrong, or will probably go wrong.', schema: cohortPreviewSchema } },
    handle: previewCohort,
  }),
  defineRoute({
    name: 'GET /cohorts',
    tag,
    summary: 'List the cohorts, newest first',
    query: cohortsQuerySchema,
    responses: { 200: { description: 'One page.', schema: cohortsSchema } },
    handle: getCohorts,
  }),
  defineRoute({
    name: 'GET /cohorts/template',
    tag,
    summary: 'A file to begin with',
    query: templateQuerySchema,
    responses: {
      200: { description: 'All columns, and an example.', mediaType: 'text/csv', example: buildCohortTemplate(',') },
    },
    handle: getCohortTemplate,
  }),
  defineRoute({
    name: 'GET /cohorts/{id}',
    tag,
    summary: 'One cohort: its counts, and a page of its rows',
    params: idParamsSchema,
    query: cohortRowsQuerySchema,
    responses: { 200: { description: 'The cohort.', schema: cohortSchema } },
    handle: getCohort,
  }),
  defineRoute({
    name: 'POST /cohorts/{id}/cancel',
    tag,
    summary: 'Cancel all of it',
    description: 'What waits does not start; what started and has not ended is cancelled, and what it did undone.',
    params: idParamsSchema,
    body: cancelCohortBodySchema,
    responses: COMMAND_RESPONSES,
    problems: ['not-waiting'],
    handle: cancelCohort,
  }),
  defineRoute({
    name: 'POST /cohorts/{id}/resume',
    tag,
    summary: 'Start what waits, failed, or was cancelled before its start',
    params: idParamsSchema,
    body: emptyBodySchema,
    responses: COMMAND_RESPONSES,
    problems: ['not-waiting'],
    handle: resumeCohort,
  }),
];
