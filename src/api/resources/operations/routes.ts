import { z } from 'zod';
import { defineRoute } from '../../http/route';
import { reportAlive, explainProblem, getMetrics, checkDependencies } from './handlers';
import { problemExplanationSchema, problemParamsSchema, dependencyStatusSchema } from './schema';

const tag = 'Operations';

/** Served at the root, not below `/api/v1`. */
export const operationRoutes = [
  defineRoute({
    name: 'GET /healthz',
    tag,
    summary: 'Is this process alive?',
    responses: { 200: { description: 'Yes.', schema: z.object({ status: z.literal('ok') }) } },
    handle: reportAlive,
  }),
  defineRoute({
    name: 'GET /readyz',
    tag,
    summary: 'Are the database and Temporal reachable?',
    responses: { 200: { description: 'Both are.', schema: dependencyStatusSchema } },
    problems: ['unavailable'],
    handle: checkDependencies,
  }),
  defineRoute({
    name: 'GET /metrics',
    tag,
    summary: 'Metrics for Prometheus',
    description: 'Holds no personal data. Keep it on the inside all the same: it counts your hires.',
    responses: {
      200: {
        description: 'The metrics.',
        mediaType: 'text/plain',
        example: 'firstday_onboardings{status="completed"} 4',
      },
    },
    handle: getMetrics,
  }),
  defineRoute({
    name: 'GET /openapi.json',
    tag,
    summary: 'This description',
    responses: { 200: { description: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.string() }) } },
    handle: ({ context }) => Promise.resolve({ status: 200, body: context.document }),
  }),
  defineRoute({
    name: 'GET /problems/{code}',
    tag,
    summary: 'What a problem means',
    description: 'The `type` of every problem leads here.',
    params: problemParamsSchema,
    responses: { 200: { description: 'The problem.', schema: problemExplanationSchema } },
    handle: explainProblem,
  }),
];
