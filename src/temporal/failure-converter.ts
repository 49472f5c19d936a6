import { DefaultFailureConverter } from '@temporalio/common';

/** Encodes failure messages and stack traces as payloads for the codec to encrypt. Runs in the workflow sandbox. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
