import { readdirSync, readFileSync } from 'node:fs';

export const MEGABYTE = 1_048_576;

export interface Usage {
  /** Resident memory in bytes. */
  rss: number;
  /** CPU time so far, in seconds. */
  cpu: number;
}

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** Sums the usage of a process and its descendants (Linux only). `command` restricts the sum to that program. */
export function measureUsage(pid: number, command?: string): Usage {
  const table = new Map(readProcessTable().map((process) => [process.id, process]));
  const isSelfOrDescendant = (id: number): boolean => {
    const parent = table.get(id)?.parent;
    return id === pid || (parent !== undefined && isSelfOrDescendant(parent));
  };
  const processes = [...table.values()].filter(({ id, name }) => isSelfOrDescendant(id) && (command ?? name) === name);
  return {
    rss: processes.reduce((sum, { pages }) => sum + pages * PAGE_BYTES, 0),
    cpu: processes.reduce((sum, { ticks }) => sum + ticks / TICKS_PER_SECOND, 0),
  };
}

function readProcessTable() {
  const ids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return ids.flatMap((id) => {
    const stat = readProcessStat(id);
    if (stat === undefined) return [];
    // Format: `pid (name) state ppid …`. Field numbers start at 1, as in proc_pid_stat(5).
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const getField = (number: number): number => fields[number - 3] ?? 0;
    // User and system time of the process, then of its terminated children.
    const ticks = getField(14) + getField(15) + getField(16) + getField(17);
    return [{ id, name, parent: getField(4), ticks, pages: getField(24) }];
  });
}

/** Returns undefined if the process has ended meanwhile. */
function readProcessStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
}
