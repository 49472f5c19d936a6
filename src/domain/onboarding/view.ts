import { z } from 'zod';
import { accessSchema } from '../access';
import type { FormField } from '../plan/resolved-plan';
import { reasonSchema } from '../reasons/reason-schema';
import { personSchema, requestSchema } from '../request';
import { ONBOARDING_STATUSES, READINESS_LEVELS, ROLES, STEP_STATUSES } from '../status';
import { localizedTextSchema } from '../text/localized-text-schema';
import { instantSchema, isoDateSchema } from '../text/schemas';
import { INCIDENT_KINDS, STEP_OUTCOMES } from './kinds';

export const ACTION_CHANNELS = ['api', 'temporal (unverified)', 'engine'] as const;

/** `seq` counts within one onboarding. */
export const timelineEntrySchema = z.object({
  seq: z.number().int(),
  at: instantSchema(),
  kind: z.string(),
  step: z.string().optional(),
  by: z.string().optional(),
  via: z.enum(ACTION_CHANNELS).optional(),
  reason: reasonSchema.optional(),
  /** Free text of a person. */
  comment: z.string().optional(),
  decisionId: z.uuid().optional(),
  /** Acted on behalf of `by`. */
  agent: z.string().optional(),
});

export const stepOutcomeSchema = z.object({
  outcome: z.enum(STEP_OUTCOMES),
  by: z.string().optional().meta({ description: 'Missing if it expired.' }),
  at: instantSchema(),
  via: z.enum(ACTION_CHANNELS),
  comment: z.string().optional(),
  decisionId: z.uuid().optional(),
  /** Acted on behalf of `by`. */
  agent: z.string().optional(),
});

export const formFieldSchema = z.object({
  name: z.string(),
  label: localizedTextSchema,
  type: z.enum(['text', 'number', 'yes-no', 'date', 'choice']),
  required: z.boolean(),
  choices: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  isAssetTag: z.boolean().optional(),
}) satisfies z.ZodType<FormField>;

export const stepViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['activity', 'approval', 'task']),
  title: localizedTextSchema,
  /** Title of the undo task, while it is open. */
  undoTask: localizedTextSchema.optional(),
  status: z.enum(STEP_STATUSES),
  /** Counts the requests to people. A decision through the API answers the latest. */
  requestCount: z.number().int().optional(),
  after: z.array(z.string()),
  startAt: instantSchema().optional(),
  dueAt: instantSchema().optional(),
  /** Instants at which the step began to wait or run, and at which it ended. */
  startedAt: instantSchema().optional(),
  endedAt: instantSchema().optional(),
  /** Assignees of the approval, of the task, or of the decision about its failure. */
  people: z.array(personSchema).optional(),
  /** Verified holders of one of these roles are entitled, too, even if they are not in the company's list of people. */
  roles: z.array(z.enum(ROLES)).optional(),
  /** Deputies and delegates by e-mail address: `substituteEmail` answers for `representedEmail`. */
  substitutes: z.array(z.object({ representedEmail: z.string(), substituteEmail: z.string() })).optional(),
  /** Instants of the reminder, the escalation and the expiry of the open request. */
  remindAt: instantSchema().optional(),
  escalateAt: instantSchema().optional(),
  expireAt: instantSchema().optional(),
  /** Instant of the last reminder about the open request. */
  remindedAt: instantSchema().optional(),
  /** Instant until which a person may decide about the failure, before the rollback or the escalation. */
  decideBy: instantSchema().optional(),
  /** Markdown. */
  instructions: localizedTextSchema.optional(),
  form: z.array(formFieldSchema).optional(),
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** Runs only if the failure of another step leads here. */
  onlyAsBranch: z.boolean().optional(),
  /** Fallback step by error type. */
  onFailure: z.record(z.string(), z.string()).optional(),
  /** Branch that runs once the task is done. */
  followedBy: z.string().optional(),
  /** Step taken instead when this one failed, or that continues this branch. */
  branchedTo: z.string().optional(),
  /** True for a task that a person may skip. */
  skippable: z.boolean().optional(),
  /** False for an activity whose failure asks its owner, and never rolls back by itself. */
  essential: z.boolean().optional(),
  /** Counts the effects of this step; only a confirmed undo or a redo opens the next. */
  generation: z.number().int().optional(),
  /** True if an effect of this step may exist in another system. */
  armed: z.boolean().optional(),
  /** E-mail address of the person that did the failed step by hand; no rollback undoes that without a person. */
  byHand: z.string().optional(),
  decision: stepOutcomeSchema.optional(),
  /** With `allOf`: approvals so far. */
  approvals: z.array(stepOutcomeSchema).optional(),
  result: z.unknown().optional(),
  /** The code up to its first dot is the error type. */
  error: reasonSchema.optional(),
  /** Reason of a skipped step, or of an effect that remains. */
  reason: reasonSchema.optional(),
  /** Free text of the person that decided so. */
  comment: z.string().optional(),
});

/** Answer of the query `onboarding`. */
export const onboardingViewSchema = z.object({
  id: z.uuid(),
  plan: z.string(),
  status: z.enum(ONBOARDING_STATUSES),
  readiness: z.enum(READINESS_LEVELS),
  /** Step that causes a readiness other than `on-track`. */
  readinessCause: z.string().optional(),
  /** Instant of the next readiness change if nothing moves until then, and the step that will cause it. */
  atRiskAt: instantSchema().optional(),
  atRiskCause: z.string().optional(),
  lateAt: instantSchema().optional(),
  lateCause: z.string().optional(),
  /** Instant by which all steps must be complete. */
  deadlineAt: instantSchema().optional(),
  request: requestSchema,
  /** Price of the requested equipment. */
  cost: z.object({ amountCents: z.int(), currency: z.string() }).optional(),
  access: accessSchema.optional(),
  startDate: isoDateSchema(),
  /** Start of the first day at the location. */
  dayOneAt: instantSchema().optional(),
  timeZone: z.string(),
  submittedBy: personSchema,
  /** Submitted on behalf of `submittedBy`. */
  submittedThrough: z.string().optional(),
  submittedAt: instantSchema(),
  closedAt: instantSchema().optional(),
  /** Set from outside the workflow. */
  incident: z.object({ kind: z.enum(INCIDENT_KINDS), reason: reasonSchema }).optional(),
  /** Termination, under way or finished; undefined for a completion. */
  termination: z
    .object({
      outcome: z.string(),
      reason: reasonSchema.optional(),
      comment: z.string().optional(),
      by: z.string().optional(),
    })
    .optional(),
  steps: z.array(stepViewSchema),
  timeline: z.array(timelineEntrySchema),
});

export type ActionChannel = (typeof ACTION_CHANNELS)[number];
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type StepView = z.infer<typeof stepViewSchema>;
export type OnboardingView = z.infer<typeof onboardingViewSchema>;
