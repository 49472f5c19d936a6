import { z } from 'zod';
import { defineRoute } from '../../http/route';
import { reportAlive, explainProblem, getMetrics, checkReadiness } from './handlers';
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
    summary: 'Does this process accept calls?',
    description: 'Not while the database or Temporal is unreachable, nor once the process was told to stop.',
    responses: { 200: { description: 'It does: both are reachable.', schema: dependencyStatusSchema } },
    problems: ['unavailable'],
    handle: checkReadiness,
  }),
  defineRoute({
    name: 'GET /metrics',
    tag,
    summary: 'Metrics for Prometheus',
    description:
      'Holds no personal data, but counts your hires. Where METRICS_TOKEN is set, only its bearer may read them.',
    responses: {
      200: {
        description: 'The metrics.',
        mediaType: 'text/plain',
        example: 'firstday_onboardings{status="completed"} 4',
      },
    },
    problems: ['unauthorized'],
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
