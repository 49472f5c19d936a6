import type { Logger } from 'pino';
import { FirstdayError } from '../../lib/errors';

/**
 * Logs a fault of a plan that shows for one request only: its caller cannot repair it. The text of an exception is left
 * out, since it may quote the request.
 */
export function logPlanFault(logger: Logger, requestId: string, error: unknown): void {
  if (!(error instanceof FirstdayError) || error.code !== 'plan-fault') return;
  const { plan, step, activity, issues } = error.reason?.params ?? {};
  logger.error({ requestId, fault: error.reason?.code, plan, step, activity, issues }, 'a plan has a fault');
}
