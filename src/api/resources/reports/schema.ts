import { z } from 'zod';
import { failWith } from '../../../domain/field-errors/fail-with';
import { textSchema } from '../../http/text-schema';
import { codeSchema, instantSchema, isoDateSchema, singleLineTextSchema } from '../../../domain/text/schemas';

/** The period selects onboardings by their first day. */
export const reportQuerySchema = z
  .strictObject({
    from: isoDateSchema().optional().meta({ description: 'First day of the period; default: ninety days ago.' }),
    to: isoDateSchema().optional().meta({ description: 'Last day of the period; default: no end.' }),
    department: singleLineTextSchema(80).optional(),
    plan: codeSchema().optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, failWith('before-start', {}, 'to'));

const countSchema = z.int();
const secondsSchema = z.number().meta({ description: 'In seconds.' });

const reportGroupSchema = z
  .object({
    name: z.string().optional(),
    onboardings: countSchema,
    ready: countSchema.meta({ description: 'Every step that is due by the first day is done or left out.' }),
    medianSeconds: secondsSchema.optional().meta({ description: 'From submission to ready; half took no longer.' }),
    p90Seconds: secondsSchema.optional().meta({ description: 'Nine in ten took no longer.' }),
    due: countSchema.meta({ description: 'Not called off, and all was due by now.' }),
    readyByDayOne: countSchema.meta({ description: 'Of those that were due.' }),
  })
  .meta({ id: 'ReportGroup' });

const reportStepSchema = z
  .object({
    id: z.string(),
    title: textSchema,
    kind: z.enum(['approval', 'task', 'activity']),
    done: countSchema,
    medianSeconds: secondsSchema,
    p90Seconds: secondsSchema,
    totalSeconds: secondsSchema,
  })
  .meta({ id: 'ReportStep' });

const reportTerminationSchema = z
  .object({
    outcome: z.enum(['declined', 'cancelled', 'rolled-back']),
    cause: z.string().meta({ description: 'The type of an error, `declined`, `expired`, `deadline` or `person`.' }),
    step: z.string().optional(),
    onboardings: countSchema,
  })
  .meta({ id: 'ReportTermination' });

export const reportSchema = z
  .object({
    from: isoDateSchema(),
    to: isoDateSchema().optional(),
    asOf: instantSchema().meta({ description: 'When it was counted: at the most a quarter of an hour ago.' }),
    total: reportGroupSchema,
    plans: z.array(reportGroupSchema),
    departments: z.array(reportGroupSchema),
    steps: z.array(reportStepSchema),
    timeSpent: z
      .object({ approvals: secondsSchema, tasks: secondsSchema, activities: secondsSchema, dates: secondsSchema })
      .meta({ description: 'Between submission and ready, each moment once: what was waited for.' }),
    terminations: z.array(reportTerminationSchema),
  })
  .meta({ id: 'Report' });

export type Report = z.output<typeof reportSchema>;
export type ReportGroup = z.output<typeof reportGroupSchema>;
