import { EXAMPLE_ID, idParams } from '../onboardings/schema';
import { idempotencyHeaders } from '../../http/idempotency';
import { noBody, route } from '../../http/route';
import { template } from './columns';
import { readCsv } from './csv';
import { cancelCohort, resumeCohort } from './order';
import { showCohort, showCohorts } from './read';
import {
  cancelCohortBody,
  cohortBody,
  cohortHeaders,
  cohortReceipt,
  cohortSchema,
  cohortsQuery,
  cohortsSchema,
  rowsQuery,
  submitQuery,
  templateQuery,
} from './schema';
import { showTemplate, submitCohort } from './submit';

const tag = 'Cohorts';
const RECORDED = { 202: { description: 'Recorded, and under way.', schema: cohortSchema } };

const receiptExample = { id: EXAMPLE_ID, submittedAt: '2027-01-11T09:00:00.000Z', rows: { waiting: 40, invalid: 0 } };

export const cohortRoutes = [
  route({
    on: 'POST /cohorts',
    tag,
    summary: 'Submit many requests in one file',
    description:
      'CSV with the columns of `GET /cohorts/template`, or JSON. Every row is checked first; if one is not valid, nothing starts, unless `partial` is true.',
    headers: idempotencyHeaders,
    query: submitQuery,
    body: cohortBody,
    otherBody: { mediaType: 'text/csv', example: template(','), read: readCsv },
    bodyLimit: '10mb',
    answers: {
      202: { description: 'Accepted.', headers: cohortHeaders, schema: cohortReceipt, example: receiptExample },
    },
    problems: ['invalid-rows', 'idempotency-key-reused'],
    handle: submitCohort,
  }),
  route({
    on: 'GET /cohorts',
    tag,
    summary: 'List the cohorts, newest first',
    query: cohortsQuery,
    answers: { 200: { description: 'One page.', schema: cohortsSchema } },
    handle: showCohorts,
  }),
  route({
    on: 'GET /cohorts/template',
    tag,
    summary: 'A file to begin with',
    query: templateQuery,
    answers: { 200: { description: 'All columns, and an example.', mediaType: 'text/csv', example: template(',') } },
    handle: showTemplate,
  }),
  route({
    on: 'GET /cohorts/{id}',
    tag,
    summary: 'One cohort: its counts, and a page of its rows',
    params: idParams,
    query: rowsQuery,
    answers: { 200: { description: 'The cohort.', schema: cohortSchema } },
    handle: showCohort,
  }),
  route({
    on: 'POST /cohorts/{id}/cancel',
    tag,
    summary: 'Cancel all of it',
    description: 'What waits does not start; what started and has not ended is cancelled, and what it did undone.',
    params: idParams,
    body: cancelCohortBody,
    answers: RECORDED,
    problems: ['not-waiting'],
    handle: cancelCohort,
  }),
  route({
    on: 'POST /cohorts/{id}/resume',
    tag,
    summary: 'Start what waits, failed, or was cancelled before its start',
    params: idParams,
    body: noBody,
    answers: RECORDED,
    problems: ['not-waiting'],
    handle: resumeCohort,
  }),
];
