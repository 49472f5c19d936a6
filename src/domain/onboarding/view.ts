import { z } from 'zod';
import type { FormField } from '../plan/resolved-plan';
import { personSchema, requestSchema } from '../request';
import { ONBOARDING_STATUSES, READINESS_LEVELS, ROLES, STEP_STATUSES } from '../status';
import { instantSchema, isoDateSchema } from '../text/schemas';

/** What holds an onboarding up, seen from outside of its workflow. */
export const INCIDENT_KINDS = ['lost', 'stands-still', 'not-started'] as const;

export const ACTION_CHANNELS = ['api', 'temporal (unverified)', 'engine'] as const;

/** Something that happened, in words a person can read. `seq` counts within one onboarding. */
export const timelineEntrySchema = z.object({
  seq: z.number().int(),
  at: instantSchema(),
  kind: z.string(),
  step: z.string().optional(),
  by: z.string().optional(),
  via: z.enum(ACTION_CHANNELS).optional(),
  note: z.string().optional(),
  decisionId: z.uuid().optional(),
});

export const stepErrorSchema = z.object({ type: z.string(), message: z.string() });

export const stepOutcomeSchema = z.object({
  /** `expired`: nobody decided in time, and the plan takes silence as a no. `completed`: a task, by whoever did it. */
  outcome: z.enum(['approved', 'declined', 'expired', 'completed']),
  by: z.string(),
  at: instantSchema(),
  via: z.enum(ACTION_CHANNELS),
  comment: z.string().optional(),
  decisionId: z.uuid().optional(),
});

export const formFieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'yes-no', 'date', 'choice']),
  required: z.boolean(),
  choices: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
}) satisfies z.ZodType<FormField>;

export const stepViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['activity', 'approval', 'task']),
  title: z.string(),
  /** What the task that takes it back is called, while somebody is asked for that. */
  counterTask: z.string().optional(),
  status: z.enum(STEP_STATUSES),
  after: z.array(z.string()),
  startAt: instantSchema().optional(),
  dueAt: instantSchema().optional(),
  /** When the step began to wait or run, and when it settled. */
  startedAt: instantSchema().optional(),
  endedAt: instantSchema().optional(),
  /** Who is asked: to decide, to do it, or what to do about its failure. */
  people: z.array(personSchema).optional(),
  /** Whoever verifiably has one of these roles is entitled too, known to the company's people or not. */
  roles: z.array(z.enum(ROLES)).optional(),
  /** Who of those asked stands in for whom, by e-mail address: as a deputy, or because it was handed on. */
  standIns: z.array(z.object({ of: z.string(), by: z.string() })).optional(),
  /** When those asked are reminded, somebody else is asked too, and silence is taken as an answer. */
  remindAt: instantSchema().optional(),
  escalateAt: instantSchema().optional(),
  expireAt: instantSchema().optional(),
  /** Until when somebody may decide about its failure, before all is rolled back. */
  decideBy: instantSchema().optional(),
  /** Markdown. */
  instructions: z.string().optional(),
  form: z.array(formFieldSchema).optional(),
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** Runs only where the failure of another step leads here. */
  onlyAsBranch: z.boolean().optional(),
  /** By type of error: the step that its failure leads to. */
  onFailure: z.record(z.string(), z.string()).optional(),
  /** The step that was taken instead when this one failed. */
  branchedTo: z.string().optional(),
  skippable: z.boolean().optional(),
  /** Counts the effects of this step: 1, and one more after each confirmed undo. */
  generation: z.number().int().optional(),
  /** Whether an effect of this step may exist in another system now. */
  armed: z.boolean().optional(),
  decision: stepOutcomeSchema.optional(),
  /** Where everybody must approve: who has, so far. */
  approvals: z.array(stepOutcomeSchema).optional(),
  result: z.unknown().optional(),
  error: stepErrorSchema.optional(),
  note: z.string().optional(),
});

/** Everything a person may want to know of one onboarding; the answer of the query `onboarding`. */
export const onboardingViewSchema = z.object({
  id: z.uuid(),
  plan: z.string(),
  status: z.enum(ONBOARDING_STATUSES),
  readiness: z.enum(READINESS_LEVELS),
  /** The step to blame, where it is not on track. */
  readinessCause: z.string().optional(),
  /** When readiness turns so, if nothing moves until then, and the step that will be to blame. */
  atRiskAt: instantSchema().optional(),
  atRiskCause: z.string().optional(),
  lateAt: instantSchema().optional(),
  lateCause: z.string().optional(),
  /** When all must be settled. */
  deadlineAt: instantSchema().optional(),
  request: requestSchema,
  /** Of its equipment. */
  cost: z.object({ amountCents: z.int(), currency: z.string() }).optional(),
  startDate: isoDateSchema(),
  /** When the first day begins at its place. */
  dayOneAt: instantSchema().optional(),
  timeZone: z.string(),
  submittedBy: personSchema,
  submittedAt: instantSchema(),
  closedAt: instantSchema().optional(),
  /** Why it does not go on, and what mends that, where no step is to blame: told from outside of its workflow. */
  obstacle: z.string().optional(),
  obstacleKind: z.enum(INCIDENT_KINDS).optional(),
  /** Why it is ending or ended other than by completion. */
  ending: z.object({ outcome: z.string(), reason: z.string(), by: z.string().optional() }).optional(),
  steps: z.array(stepViewSchema),
  timeline: z.array(timelineEntrySchema),
});

export type IncidentKind = (typeof INCIDENT_KINDS)[number];
export type ActionChannel = (typeof ACTION_CHANNELS)[number];
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type StepError = z.infer<typeof stepErrorSchema>;
export type StepView = z.infer<typeof stepViewSchema>;
export type OnboardingView = z.infer<typeof onboardingViewSchema>;
