import { condition } from '@temporalio/workflow';

/**
 * Waits until `fn` holds, or until the instant. `summary` is shown in Temporal's UI.
 * @returns true if `fn` held in time
 */
export const waitForCondition = (fn: () => boolean, instant: string, summary: string): Promise<boolean> =>
  condition(fn, Math.max(1, Date.parse(instant) - Date.now()), { summary });
