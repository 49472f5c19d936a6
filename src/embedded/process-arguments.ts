import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** True if `argument` is on the command line of the process. Elsewhere than on Linux, a substring match. */
export function hasProcessArgument(pid: number, argument: string): boolean {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(argument);
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(argument);
  } catch {
    return false;
  }
}
