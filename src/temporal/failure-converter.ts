import { DefaultFailureConverter } from '@temporalio/common';

/** Puts messages and stack traces of failures where the codec encrypts them. Runs in the workflow sandbox. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
