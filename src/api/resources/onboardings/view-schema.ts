import { z } from 'zod';
import { accessSchema } from '../../../domain/access';
import {
  formFieldSchema,
  onboardingViewSchema,
  stepViewSchema,
  timelineEntrySchema,
} from '../../../domain/onboarding/view';
import { instantSchema } from '../../../domain/text/schemas';
import { reasonSchema } from '../../../domain/reasons/reason-schema';
import { textSchema } from '../../http/text-schema';

export const messageSchema = z
  .string()
  .optional()
  .meta({ description: 'The reason, in the language of the caller (`Accept-Language`).' });

const withMessage = { message: messageSchema };

export const formFieldResponseSchema = formFieldSchema.extend({ label: textSchema });

/** Present while the attempts of a step, or of its undo, fail and will be repeated. */
export const failedAttemptsSchema = z
  .object({
    count: z.int(),
    since: instantSchema(),
    nextAt: instantSchema().meta({ description: 'Earliest start of the next attempt.' }),
    reason: reasonSchema,
    ...withMessage,
  })
  .meta({ description: 'The step is tried again: how often so far, since when, and why the latest attempt failed.' });

/** Views in the language of the caller: with picked texts, and the words that `addMessages` adds to the reasons. */
export const stepResponseSchema = stepViewSchema.extend({
  ...withMessage,
  title: textSchema,
  undoTask: textSchema.optional(),
  instructions: textSchema.optional(),
  form: z.array(formFieldResponseSchema).optional(),
  error: reasonSchema.extend(withMessage).optional(),
  failedAttempts: failedAttemptsSchema.optional(),
});

const { incident, termination } = onboardingViewSchema.shape;

/** As approved, in the language of the caller. */
export const accessResponseSchema = accessSchema.extend({
  profiles: z.array(accessSchema.shape.profiles.element.extend({ title: textSchema })),
  accounts: z.array(
    accessSchema.shape.accounts.element.extend({ title: textSchema, licenceTitle: textSchema.optional() }),
  ),
  deviations: z.array(accessSchema.shape.deviations.element.extend({ title: textSchema })),
});

export const onboardingResponseSchema = onboardingViewSchema.extend({
  access: accessResponseSchema.optional(),
  incident: incident.unwrap().extend(withMessage).optional(),
  termination: termination.unwrap().extend(withMessage).optional(),
  steps: z.array(stepResponseSchema),
  timeline: z.array(timelineEntrySchema.extend(withMessage)),
});

export type StepResponse = z.output<typeof stepResponseSchema>;
export type OnboardingResponse = z.output<typeof onboardingResponseSchema>;
