/** SQLSTATE classes: connection lost, not enough resources, an operator stopping the server. */
const AWAY = /^(08|53|57P0)/;
const NETWORK = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'];
/** What the driver says without any code: no connection in time, or one that broke under a query or just before it. */
const DRIVER =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed)/;

/** Whether a query failed because the database could not be reached, so that the same call may succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return AWAY.test(code) || NETWORK.includes(code);
  return typeof message === 'string' && DRIVER.test(message);
}
