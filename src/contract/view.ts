import { z } from 'zod';
import { personSchema, requestSchema } from './request';
import { ONBOARDING_STATUSES, READINESS, STEP_STATUSES } from './status';
import { instant, isoDate } from './text';

export const VIA = ['api', 'temporal (unverified)', 'engine'] as const;

/** Something that happened, in words a person can read. `seq` counts within one onboarding. */
export const timelineEntrySchema = z.object({
  seq: z.number().int(),
  at: instant(),
  kind: z.string(),
  step: z.string().optional(),
  by: z.string().optional(),
  via: z.enum(VIA).optional(),
  note: z.string().optional(),
  decisionId: z.uuid().optional(),
});

export const stepErrorSchema = z.object({ type: z.string(), message: z.string() });

export const decisionViewSchema = z.object({
  outcome: z.enum(['approved', 'declined']),
  by: z.string(),
  at: instant(),
  via: z.enum(VIA),
  comment: z.string().optional(),
  decisionId: z.uuid().optional(),
});

export const stepViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['activity', 'approval', 'task']),
  title: z.string(),
  status: z.enum(STEP_STATUSES),
  after: z.array(z.string()),
  startAt: instant().optional(),
  dueAt: instant().optional(),
  /** When the step began to wait or run, and when it settled. */
  startedAt: instant().optional(),
  endedAt: instant().optional(),
  /** Who may decide or do it. */
  people: z.array(personSchema).optional(),
  /** Counts the effects of this step: 1, and one more after each confirmed undo. */
  generation: z.number().int().optional(),
  /** Whether an effect of this step may exist in another system now. */
  armed: z.boolean().optional(),
  decision: decisionViewSchema.optional(),
  result: z.unknown().optional(),
  error: stepErrorSchema.optional(),
  note: z.string().optional(),
});

/** Everything a person may want to know of one onboarding; the answer of the query `onboarding`. */
export const onboardingViewSchema = z.object({
  id: z.uuid(),
  plan: z.string(),
  status: z.enum(ONBOARDING_STATUSES),
  readiness: z.enum(READINESS),
  request: requestSchema,
  startDate: isoDate(),
  timeZone: z.string(),
  submittedBy: personSchema,
  submittedAt: instant(),
  closedAt: instant().optional(),
  /** Why it is ending or ended other than by completion. */
  ending: z.object({ outcome: z.string(), reason: z.string(), by: z.string().optional() }).optional(),
  steps: z.array(stepViewSchema),
  timeline: z.array(timelineEntrySchema),
});

export type Via = (typeof VIA)[number];
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type StepError = z.infer<typeof stepErrorSchema>;
export type StepView = z.infer<typeof stepViewSchema>;
export type OnboardingView = z.infer<typeof onboardingViewSchema>;
