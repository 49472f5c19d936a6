import { z } from 'zod';
import { route } from '../../http/route';
import { alive, explainProblem, metrics, ready } from './handlers';
import { explainedSchema, problemParams, readySchema } from './schema';

const tag = 'Operations';

/** Served at the root, not below `/api/v1`. */
export const operationRoutes = [
  route({
    on: 'GET /healthz',
    tag,
    summary: 'Is this process alive?',
    answers: { 200: { description: 'Yes.', schema: z.object({ status: z.literal('ok') }) } },
    handle: alive,
  }),
  route({
    on: 'GET /readyz',
    tag,
    summary: 'Are the database and Temporal reachable?',
    answers: { 200: { description: 'Both are.', schema: readySchema } },
    problems: ['unavailable'],
    handle: ready,
  }),
  route({
    on: 'GET /metrics',
    tag,
    summary: 'Metrics for Prometheus',
    description: 'Holds no personal data. Keep it on the inside all the same: it counts your hires.',
    answers: {
      200: {
        description: 'The metrics.',
        mediaType: 'text/plain',
        example: 'firstday_onboardings{status="completed"} 4',
      },
    },
    handle: metrics,
  }),
  route({
    on: 'GET /openapi.json',
    tag,
    summary: 'This description',
    answers: { 200: { description: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.string() }) } },
    handle: ({ context }) => Promise.resolve({ status: 200, body: context.document }),
  }),
  route({
    on: 'GET /problems/{code}',
    tag,
    summary: 'What a problem means',
    description: 'The `type` of every problem leads here.',
    params: problemParams,
    answers: { 200: { description: 'The problem.', schema: explainedSchema } },
    handle: explainProblem,
  }),
];
