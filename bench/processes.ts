import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');

export interface Process {
  pid: number;
  /** What it has said. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts a TypeScript file as a process of its own; resolves when it says that it is ready. */
export async function startProcess(file: string, args: string[], env: Record<string, string>): Promise<Process> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, file), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const appendOutput = (chunk: Buffer) => {
      output += chunk.toString();
      if (/\bready\b/.test(output)) resolve();
    };
    child.stdout.on('data', appendOutput);
    child.stderr.on('data', appendOutput);
    child.once('exit', () => reject(new Error(`${file} ended:\n${output}`)));
  });
  await ready;
  return { pid: child.pid ?? 0, output: () => output, stop: () => stopChildProcess(child) };
}

async function stopChildProcess(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

export interface Usage {
  /** Resident memory, in bytes. */
  rss: number;
  /** Processor time so far, in seconds. */
  cpu: number;
}

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** What this process and all below it use now, as Linux counts it; `command`: only those that run this program. */
export function measureUsage(pid: number, command?: string): Usage {
  const table = new Map(readProcessTable().map((process) => [process.own, process]));
  const isBelow = (own: number): boolean => {
    const parent = table.get(own)?.parent;
    return own === pid || (parent !== undefined && isBelow(parent));
  };
  const counted = [...table.values()].filter(({ own, name }) => isBelow(own) && (command ?? name) === name);
  return {
    rss: counted.reduce((sum, { pages }) => sum + pages * PAGE_BYTES, 0),
    cpu: counted.reduce((sum, { ticks }) => sum + ticks / TICKS_PER_SECOND, 0),
  };
}

function readProcessTable() {
  const ids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return ids.flatMap((own) => {
    const stat = readProcessStat(own);
    if (stat === undefined) return [];
    // `pid (name) state ppid …`, as proc_pid_stat(5) numbers them from 1.
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const field = (number: number): number => fields[number - 3] ?? 0;
    // Its own time and, last, that of its children that have ended.
    const ticks = field(14) + field(15) + field(16) + field(17);
    return [{ own, name, parent: field(4), ticks, pages: field(24) }];
  });
}

/** Nothing where it has ended meanwhile. */
function readProcessStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
}
