import { defineRoute } from '../../http/route';
import { getSample, getSetup, postSampleRemoval } from './setup-handlers';
import { removedSampleSchema, removeSampleBodySchema, sampleSchema, setupSchema } from './setup-schema';

const tag = 'Company';

export const setupRoutes = [
  defineRoute({
    name: 'GET /company/setup',
    tag,
    summary: 'What is left to set up',
    description: 'Each item is derived from what there is, without the sample: nobody ticks it off.',
    responses: { 200: { description: 'The checklist, in the order of the work.', schema: setupSchema } },
    handle: getSetup,
  }),
  defineRoute({
    name: 'GET /company/sample',
    tag,
    summary: 'What is left of the sample company',
    responses: { 200: { description: 'How much a removal would remove.', schema: sampleSchema } },
    handle: getSample,
  }),
  defineRoute({
    name: 'POST /company/remove-sample',
    tag,
    summary: 'Remove the sample company',
    description:
      'Removes the people, equipment and trainings of the sample, and its settings unless they were made the company’s own. ' +
      'Closed onboardings and the audit log stay. While onboardings of the sample are open it answers 409 with ' +
      '`onboardings`; with `cancelOpen` it cancels them first, and answers 409 only if their rollback takes longer. A ' +
      'repeated call does no harm.',
    body: removeSampleBodySchema,
    responses: { 200: { description: 'Nothing of the sample is left.', schema: removedSampleSchema } },
    problems: ['conflict', 'version-conflict', 'step-up-required'],
    handle: postSampleRemoval,
  }),
];
