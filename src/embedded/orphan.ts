import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { identifyProcess, isRunning, type ProcessIdentity, processIdentitySchema } from './process-identity';

const POLL_MS = 25;
const STOP_TIMEOUT_MS = 10_000;

/** Records the process of a server, so that a later platform recognises it after this one was killed. */
export function recordProcess(file: string, pid: number): void {
  writeFileSync(file, JSON.stringify(identifyProcess(pid) ?? null), { mode: 0o600 });
}

/** Stops a server left running by an earlier platform, if that exact process still runs. */
export async function stopOrphan(file: string): Promise<void> {
  const orphan = readRecordedProcess(file);
  if (orphan) await stopProcess(orphan);
  rmSync(file, { force: true });
}

/** Stops a process that is not our child: SIGINT, then SIGKILL if it has not ended within ten seconds. */
export async function stopProcess(orphan: ProcessIdentity): Promise<void> {
  sendSignal(orphan, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isRunning(orphan)) {
    if (Date.now() > deadline) sendSignal(orphan, 'SIGKILL');
    await delay(POLL_MS);
  }
}

function readRecordedProcess(file: string): ProcessIdentity | undefined {
  try {
    return processIdentitySchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function sendSignal(target: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isRunning(target)) return;
  try {
    process.kill(target.pid, name);
  } catch {
    // The process ended between the check and the signal.
  }
}
