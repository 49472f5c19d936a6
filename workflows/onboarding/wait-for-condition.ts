import { condition } from '@temporalio/workflow';

/** Waits until `fn` holds, at most until the instant. @returns whether it held before. `summary`: for Temporal's own pages. */
export const waitForCondition = (fn: () => boolean, instant: string, summary: string): Promise<boolean> =>
  condition(fn, Math.max(1, Date.parse(instant) - Date.now()), { summary });
