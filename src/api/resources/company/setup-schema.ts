import { z } from 'zod';
import { SETUP_CODES } from '../../../application/load-setup';
import { ONBOARDING_STATUSES } from '../../../domain/status';

export const setupSchema = z
  .object({
    items: z.array(
      z.object({
        code: z.enum(SETUP_CODES),
        isDone: z.boolean(),
        count: z.int().optional().meta({ description: 'Of the company’s own, without the sample’s.' }),
      }),
    ),
    isSample: z.boolean().meta({ description: 'The company is the sample, or rows of the sample are left.' }),
  })
  .meta({ id: 'Setup' });

const countsSchema = z.object({ people: z.int(), equipment: z.int(), trainings: z.int() });

export const sampleSchema = countsSchema
  .extend({
    onboardings: z
      .array(z.object({ id: z.uuid(), employeeName: z.string(), status: z.enum(ONBOARDING_STATUSES) }))
      .meta({ description: 'Open ones that were planned with the sample: they end first.' }),
    keptAccounts: z.array(z.string()).meta({ description: 'Accounts that stay and can sign in afterwards.' }),
  })
  .meta({ id: 'Sample' });

export const removeSampleBodySchema = z
  .strictObject({
    cancelOpen: z.boolean().default(false).meta({ description: 'Cancels the open onboardings of the sample first.' }),
  })
  .prefault({})
  .meta({ id: 'SampleRemoval' });

export const removedSampleSchema = z
  .object({ version: z.int().meta({ description: 'Of the settings in force.' }), removed: countsSchema })
  .meta({ id: 'RemovedSample' });
