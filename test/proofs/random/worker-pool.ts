import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { waitForExit, hasEnded } from '../../../src/embedded/command';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { resolveWorkflowBundle } from '../../../src/worker/workflow-bundle';
import {
  type CallResult,
  type CallFailure,
  type ExternalWorld,
  type WorkerCall,
  READY_MESSAGE,
  WORK_MESSAGE,
} from './worker-protocol';

/** One active worker process, and a warm spare that takes over as soon as it is killed. */
export class WorkerPool {
  killCount = 0;
  private activeWorker?: ChildProcess;
  private isStopped = false;

  private constructor(
    private readonly address: string,
    private readonly world: ExternalWorld,
    private spareWorker: Promise<ChildProcess>,
  ) {}

  /** @param outside external systems of the workers: in this process, so they outlive the workers */
  static async start(address: string, world: ExternalWorld): Promise<WorkerPool> {
    // Fills the bundle cache once, before the workers read it.
    await resolveWorkflowBundle(createDataConverter());
    const pool = new WorkerPool(address, world, startSpareWorker(address));
    await pool.activateSpare();
    return pool;
  }

  /** Sends SIGKILL to the active worker. Does nothing while the spare is still starting. */
  kill(): void {
    if (this.activeWorker === undefined) return;
    this.activeWorker.kill('SIGKILL');
    this.activeWorker = undefined;
    this.killCount += 1;
    void this.activateSpare();
  }

  /** @throws Error if a worker ended without being killed */
  async stop(): Promise<void> {
    this.isStopped = true;
    const all = [this.activeWorker, await this.spareWorker].filter((child) => child !== undefined);
    const isFaulty = all.some(hasEnded);
    for (const child of all) child.kill('SIGKILL');
    await Promise.all(all.map(waitForExit));
    if (isFaulty) throw new Error('A worker ended that nobody killed.');
  }

  private async activateSpare(): Promise<void> {
    const worker = await this.spareWorker;
    if (this.isStopped) return;
    worker.on('message', (request: WorkerCall) => void this.handleCall(worker, request));
    worker.send(WORK_MESSAGE);
    this.activeWorker = worker;
    this.spareWorker = startSpareWorker(this.address);
  }

  /** Executes the call even if the worker is killed before it gets the result. */
  private async handleCall(worker: ChildProcess, request: WorkerCall): Promise<void> {
    const result = await this.executeCall(request);
    if (worker.connected) worker.send(result, () => undefined);
  }

  private async executeCall(request: WorkerCall): Promise<CallResult> {
    const { id } = request;
    try {
      if ('snapshot' in request) return { id, output: this.world.acceptSnapshot(request.snapshot) };
      return { id, output: await this.world.runActivity(request.activity, request.call) };
    } catch (error) {
      return { id, failure: toCallFailure(error) };
    }
  }
}

function toCallFailure(error: unknown): CallFailure {
  if (!(error instanceof ApplicationFailure)) return { message: String(error) };
  const { message, type, nonRetryable } = error;
  return { message, type: type ?? undefined, nonRetryable: nonRetryable ?? undefined };
}

/**
 * Starts a worker and resolves when it is ready to poll.
 * @throws Error if it ends before
 */
async function startSpareWorker(address: string): Promise<ChildProcess> {
  const child = fork(join(__dirname, 'worker.ts'), [address], { execArgv: ['--import', 'tsx'] });
  const isReady = once(child, 'message').then(([message]) => message === READY_MESSAGE);
  if (!(await Promise.race([isReady, waitForExit(child).then(() => false)])))
    throw new Error('A worker did not start.');
  // A message to a worker that has just been killed emits an error.
  child.on('error', () => undefined);
  return child;
}
