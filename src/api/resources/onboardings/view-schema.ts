import { z } from 'zod';
import { onboardingViewSchema, stepViewSchema, timelineEntrySchema } from '../../../domain/onboarding/view';
import { reasonSchema } from '../../../domain/reasons/reason-schema';

export const messageSchema = z
  .string()
  .optional()
  .meta({ description: 'The reason, in the language of the caller (`Accept-Language`).' });

const withMessage = { message: messageSchema };

/** Views with the words that `addMessages` adds to the reasons. */
export const stepAnswerSchema = stepViewSchema.extend({
  ...withMessage,
  error: reasonSchema.extend(withMessage).optional(),
});

const { incident, termination } = onboardingViewSchema.shape;

export const onboardingAnswerSchema = onboardingViewSchema.extend({
  incident: incident.unwrap().extend(withMessage).optional(),
  termination: termination.unwrap().extend(withMessage).optional(),
  steps: z.array(stepAnswerSchema),
  timeline: z.array(timelineEntrySchema.extend(withMessage)),
});
