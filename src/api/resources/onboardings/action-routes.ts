import { defineRoute, emptyBodySchema } from '../../http/route';
import {
  completeTask,
  decideApproval,
  delegateStep,
  remindAssignees,
  terminateOnboarding,
  resolveFailure,
} from './action-handlers';
import { amendRequest, previewAmendment, previewReschedule, reschedule } from './plan-change-handlers';
import {
  amendBodySchema,
  cancelBodySchema,
  planChangePreviewSchema,
  planChangeSchema,
  commentBodySchema,
  completeTaskBodySchema,
  actionResultSchema,
  delegateBodySchema,
  idParamsSchema,
  noteBodySchema,
  rescheduleBodySchema,
  stepParamsSchema,
} from './schema';

const tag = 'Onboardings';

const decisionRouteDefaults = {
  tag,
  responses: {
    200: { description: 'It took effect.', schema: actionResultSchema },
    202: {
      description: 'Recorded; the workflow has not confirmed it within three seconds.',
      schema: actionResultSchema,
    },
  },
  problems: ['not-found', 'forbidden', 'already-decided', 'not-waiting', 'closed', 'unavailable'],
} as const;

const planChangeRouteDefaults = {
  tag,
  params: idParamsSchema,
  responses: {
    200: { description: 'The plan as it is now, and what became different.', schema: planChangeSchema },
    202: { description: 'Accepted; it has not come to its end within three seconds.', schema: planChangeSchema },
  },
  problems: [
    'not-found',
    'forbidden',
    'not-possible',
    'not-plannable',
    'plan-fault',
    'already-open',
    'not-waiting',
    'closed',
    'unavailable',
  ],
} as const;

const planChangePreviewDefaults = {
  tag,
  description:
    'What would become different, and what will probably go wrong then. Nothing is done, and nobody is asked.',
  params: idParamsSchema,
  responses: { 200: { description: 'What would become different.', schema: planChangePreviewSchema } },
  problems: ['not-found', 'not-possible', 'not-plannable', 'plan-fault', 'already-open', 'closed'],
} as const;

const failureResolverDescription = 'HR, IT, and whoever the failure asks.';

export const actionRoutes = [
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/steps/{step}/approve',
    problems: [...decisionRouteDefaults.problems, 'step-up-required'],
    summary: 'Approve',
    params: stepParamsSchema,
    body: commentBodySchema,
    handle: decideApproval('approve'),
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/steps/{step}/decline',
    summary: 'Decline',
    params: stepParamsSchema,
    body: commentBodySchema,
    handle: decideApproval('decline'),
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/steps/{step}/delegate',
    summary: 'Hand an approval or a task on',
    description: 'To one of the company’s people; by whoever is asked, or by HR.',
    params: stepParamsSchema,
    body: delegateBodySchema,
    handle: delegateStep,
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/steps/{step}/remind',
    summary: 'Remind the people who have not answered an approval or a task',
    description:
      'By HR or the new hire’s manager, at most once an hour for each request. 409 with `reason.code` `not-waiting.reminded` says when the last reminder was, and when the next is possible.',
    params: stepParamsSchema,
    body: emptyBodySchema,
    handle: remindAssignees,
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/steps/{step}/complete',
    summary: 'Complete a task',
    description: 'Also the task that a rollback asks for to take it back.',
    params: stepParamsSchema,
    body: completeTaskBodySchema,
    handle: completeTask,
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/steps/{step}/retry',
    summary: 'Retry what failed',
    description: failureResolverDescription,
    params: stepParamsSchema,
    body: noteBodySchema,
    handle: resolveFailure('retry'),
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/steps/{step}/done',
    summary: 'Say that what failed was done by hand',
    description: `The step counts as done, or its undo as complete. A rollback asks a person to undo what was done by hand. ${failureResolverDescription}`,
    params: stepParamsSchema,
    body: noteBodySchema,
    handle: resolveFailure('done'),
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/steps/{step}/skip',
    summary: 'Go on without a step',
    description: `A failed step that is not essential, or a task that waits, where the plan allows it. ${failureResolverDescription}`,
    params: stepParamsSchema,
    body: noteBodySchema,
    handle: resolveFailure('skip'),
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/steps/{step}/accept',
    summary: 'Accept that an effect is left behind',
    description: failureResolverDescription,
    params: stepParamsSchema,
    body: noteBodySchema,
    handle: resolveFailure('accept'),
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/cancel',
    summary: 'Cancel, and undo what was done',
    params: idParamsSchema,
    body: cancelBodySchema,
    handle: terminateOnboarding('cancel'),
  }),
  defineRoute({
    ...decisionRouteDefaults,
    name: 'POST /onboardings/{id}/rollback',
    summary: 'Undo what was done, and end it as rolled back',
    params: idParamsSchema,
    body: cancelBodySchema,
    handle: terminateOnboarding('rollback'),
  }),
  defineRoute({
    ...planChangeRouteDefaults,
    name: 'POST /onboardings/{id}/reschedule',
    summary: 'Move the start date',
    description: 'Pending instants move along; what was bound to the old date is done anew.',
    body: rescheduleBodySchema,
    handle: reschedule,
  }),
  defineRoute({
    ...planChangePreviewDefaults,
    name: 'POST /onboardings/{id}/reschedule/preview',
    summary: 'What another start date would change',
    body: rescheduleBodySchema,
    handle: previewReschedule,
  }),
  defineRoute({
    ...planChangePreviewDefaults,
    name: 'POST /onboardings/{id}/amend/preview',
    summary: 'What an amendment would change',
    body: amendBodySchema,
    handle: previewAmendment,
  }),
  defineRoute({
    ...planChangeRouteDefaults,
    name: 'PATCH /onboardings/{id}',
    summary: 'Amend the request',
    description: 'Any field until it is approved; afterwards what has had no effect yet.',
    body: amendBodySchema,
    handle: amendRequest,
  }),
];
