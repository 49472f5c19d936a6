import { StartupError } from '../lib/errors';

/** The first descriptor that a supervisor passes (`sd_listen_fds(3)`). */
const FIRST_PASSED_FD = 3;

/**
 * Returns the descriptor of the listening socket that the supervisor of this process holds, as systemd does for a
 * `.socket` unit. Its queue outlives the process, so that connections wait for the next one instead of being refused.
 * @throws StartupError if more than one socket is passed
 */
export function findPassedSocket({ LISTEN_PID, LISTEN_FDS }: NodeJS.ProcessEnv): number | undefined {
  // The variables are inherited by children that the sockets are not for.
  if (LISTEN_PID !== String(process.pid) || LISTEN_FDS === undefined) return undefined;
  if (LISTEN_FDS === '1') return FIRST_PASSED_FD;
  throw new StartupError(`LISTEN_FDS is ${LISTEN_FDS}: pass one socket, the one of the API.`);
}
