/** SQLSTATE classes: connection lost, insufficient resources, server stopped by an operator. */
const UNAVAILABLE_SQLSTATE = /^(08|53|57P0)/;
const NETWORK_ERROR_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'];
/** Driver errors without a code: connection timeout, or a connection that broke during or just before a query. */
const DRIVER_ERROR_MESSAGE =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed)/;

/** True if a query failed because the database was unreachable, so that a retry may succeed. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code, message, syscall } = Object(error) as Record<'code' | 'message' | 'syscall', unknown>;
  // A server on this machine that does not run has no socket.
  if (code === 'ENOENT') return syscall === 'connect';
  if (typeof code === 'string') return UNAVAILABLE_SQLSTATE.test(code) || NETWORK_ERROR_CODES.includes(code);
  return typeof message === 'string' && DRIVER_ERROR_MESSAGE.test(message);
}
