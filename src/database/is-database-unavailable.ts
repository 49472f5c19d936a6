/** SQLSTATE classes: connection lost, not enough resources, an operator stopping the server. */
const UNAVAILABLE_SQLSTATE = /^(08|53|57P0)/;
const NETWORK_ERROR_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'];
/** What the driver says without any code: no connection in time, or one that broke under a query or just before it. */
const DRIVER_ERROR_MESSAGE =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed)/;

/** Whether a query failed because the database could not be reached, so that the same call may succeed in a moment. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return UNAVAILABLE_SQLSTATE.test(code) || NETWORK_ERROR_CODES.includes(code);
  return typeof message === 'string' && DRIVER_ERROR_MESSAGE.test(message);
}
