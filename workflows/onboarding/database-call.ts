/**
 * Options of calls that need only our database. The backoff is short: attempts whose worker was killed count as well, and
 * work continues soon after the worker is back.
 */
export const DATABASE_CALL = {
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 1.5, maximumInterval: '10 seconds' },
} as const;
