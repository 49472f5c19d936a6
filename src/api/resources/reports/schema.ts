import { z } from 'zod';
import { code, instant, isoDate, line } from '../../../domain/text/schemas';

/** The period is that of the first days. */
export const reportQuery = z
  .strictObject({
    from: isoDate().optional().meta({ description: 'First day of the period; default: ninety days ago.' }),
    to: isoDate().optional().meta({ description: 'Last day of the period; default: no end.' }),
    department: line(80).optional(),
    plan: code().optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    error: 'must not be before the beginning of the period',
  });

const count = z.int();
const seconds = z.number().meta({ description: 'In seconds.' });

const groupSchema = z
  .object({
    name: z.string().optional(),
    onboardings: count,
    ready: count.meta({ description: 'Every step that is due by the first day is done or left out.' }),
    medianSeconds: seconds.optional().meta({ description: 'From submission to ready; half took no longer.' }),
    p90Seconds: seconds.optional().meta({ description: 'Nine in ten took no longer.' }),
    due: count.meta({ description: 'Not called off, and all was due by now.' }),
    readyByDayOne: count.meta({ description: 'Of those that were due.' }),
  })
  .meta({ id: 'ReportGroup' });

const stepSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.enum(['approval', 'task', 'activity']),
    done: count,
    medianSeconds: seconds,
    p90Seconds: seconds,
    totalSeconds: seconds,
  })
  .meta({ id: 'ReportStep' });

const endingSchema = z
  .object({
    outcome: z.enum(['declined', 'cancelled', 'rolled-back']),
    cause: z.string().meta({ description: 'The type of an error, `declined`, `expired`, `deadline` or `person`.' }),
    step: z.string().optional(),
    onboardings: count,
  })
  .meta({ id: 'ReportEnding' });

export const reportSchema = z
  .object({
    from: isoDate(),
    to: isoDate().optional(),
    asOf: instant().meta({ description: 'When it was counted: at the most a quarter of an hour ago.' }),
    total: groupSchema,
    plans: z.array(groupSchema),
    departments: z.array(groupSchema),
    steps: z.array(stepSchema),
    spent: z
      .object({ approvals: seconds, tasks: seconds, activities: seconds, dates: seconds })
      .meta({ description: 'Between submission and ready, each moment once: what was waited for.' }),
    endings: z.array(endingSchema),
  })
  .meta({ id: 'Report' });

export type Report = z.output<typeof reportSchema>;
export type ReportGroup = z.output<typeof groupSchema>;
