import { z } from 'zod';
import { type ErrorCode, ERRORS } from '../../../lib/errors';

export const dependencyStatusSchema = z.object({
  status: z.literal('ready'),
  database: z.literal(true),
  temporal: z.literal(true),
});

export const problemParamsSchema = z.object({ code: z.enum(Object.keys(ERRORS) as ErrorCode[]) });

export const problemExplanationSchema = z.object({
  code: z.string(),
  title: z.string(),
  status: z.int(),
  retryable: z.boolean(),
});
