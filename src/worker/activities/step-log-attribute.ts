import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Adds the step to the log of an activity: one activity may run in several steps of a plan. */
export const createStepLogInterceptors: ActivityInterceptorsFactory = () => {
  let step: unknown;
  return {
    inbound: {
      execute(input, next) {
        step = (Object(input.args[0]) as { step?: unknown }).step;
        return next(input);
      },
    },
    outbound: {
      getLogAttributes: (attributes, next) => next({ ...attributes, ...(step !== undefined && { step }) }),
    },
  };
};
