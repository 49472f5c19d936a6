import { z } from 'zod';
import { REDO_MODES } from '../../../domain/plan/resolved-plan';
import { personSchema } from '../../../domain/request';
import { READINESS_LEVELS, ROLES } from '../../../domain/status';
import { instantSchema, isoDateSchema } from '../../../domain/text/schemas';
import { assigneePartySchema, reasonSchema } from '../../../domain/reasons/reason-schema';
import { textSchema } from '../../http/text-schema';
import { warningsSchema } from '../../http/warning-schema';
import { accessResponseSchema, formFieldResponseSchema, messageSchema } from './view-schema';

const assigneesSchema = z
  .object({
    parties: z.array(assigneePartySchema).meta({ description: 'As the plan names them; each party must answer.' }),
    label: z.string().optional().meta({ description: 'The parties, in the language of the caller.' }),
    people: z.array(personSchema),
    roles: z.array(z.enum(ROLES)),
  })
  .meta({ description: 'The people named, and whoever has one of the roles.' });

const escalationPolicySchema = z
  .object({
    remindAfter: z.number().optional(),
    escalateAfter: z.number().optional(),
    escalateTo: assigneesSchema.optional(),
    expireAfter: z.number().optional(),
    onExpiry: z.enum(['decline', 'escalate']).optional(),
  })
  .meta({ description: 'How long people are waited for, in business days.' });

const substituteSchema = z.object({ representedEmail: z.string(), deputy: personSchema });

const previewStepSchema = z.object({
  id: z.string(),
  kind: z.enum(['activity', 'approval', 'task']),
  title: textSchema,
  after: z.array(z.string()),
  startAt: instantSchema().optional(),
  dueAt: instantSchema().optional(),
  beginBy: z
    .object({ safe: instantSchema(), latest: instantSchema() })
    .optional()
    .meta({ description: 'For the first day it must begin by `latest`; from `safe` on it is at risk.' }),
  leadDays: z.number().meta({ description: 'How long it usually takes, in business days.' }),
  reason: reasonSchema.optional().meta({ description: 'Why it will not run.' }),
  message: messageSchema,
  onlyAsBranch: z.boolean().optional().meta({ description: 'Runs only where a failure leads here.' }),
  onFailure: z.record(z.string(), z.string()).optional().meta({ description: 'By type of error: the step instead.' }),
  followedBy: z.string().optional().meta({ description: 'The branch that runs once the task is done.' }),
  skippable: z.boolean().optional().meta({ description: 'A person may skip the task.' }),
  essential: z
    .boolean()
    .optional()
    .meta({ description: 'false: a failure asks its owner, and never rolls back by itself.' }),
  redo: z.enum(REDO_MODES).optional().meta({ description: 'What a moved start date does to it.' }),
  assignees: assigneesSchema.optional(),
  allOf: z.array(assigneesSchema).optional().meta({ description: 'Each of these must approve.' }),
  substitutes: z.array(substituteSchema).optional().meta({ description: 'Who is away now, and who is asked instead.' }),
  escalation: escalationPolicySchema.optional(),
  owner: assigneesSchema.optional().meta({ description: 'Who is asked when it fails.' }),
  decideWithin: z.number().optional().meta({ description: 'Business days for the owner to decide about a failure.' }),
  instructions: textSchema.optional(),
  form: z.array(formFieldResponseSchema).optional(),
});

export const previewSchema = z
  .object({
    plan: z.string(),
    readiness: z.enum(READINESS_LEVELS),
    readinessCause: z.string().optional().meta({ description: 'The step to blame.' }),
    atRiskAt: instantSchema().optional(),
    lateAt: instantSchema().optional(),
    deadline: z
      .object({ at: instantSchema(), then: z.enum(['escalate', 'rollback']) })
      .optional()
      .meta({ description: 'When all must be settled, and what happens else.' }),
    cost: z.object({ amountCents: z.int(), currency: z.string() }),
    access: accessResponseSchema,
    dayOne: z.object({
      date: isoDateSchema(),
      timeZone: z.string(),
      startsAt: instantSchema(),
      endsAt: instantSchema(),
      location: textSchema,
    }),
    steps: z.array(previewStepSchema),
    warnings: warningsSchema,
  })
  .meta({ id: 'Preview' });
