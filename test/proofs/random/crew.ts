import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { ended, hasEnded } from '../../../src/embedded/command';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { workflowBundle } from '../../../src/worker/workflow-bundle';
import { type Answer, type Failure, type Outside, type Question, READY, WORK } from './calls';

/** One worker, each in a process of its own, and a spare that is warm and takes over in the moment it is killed. */
export class Crew {
  kills = 0;
  private working?: ChildProcess;
  private isOver = false;

  private constructor(
    private readonly address: string,
    private readonly outside: Outside,
    private spare: Promise<ChildProcess>,
  ) {}

  /** @param outside what the workers act upon: it is here, and outlives them */
  static async start(address: string, outside: Outside): Promise<Crew> {
    // Bundled once, before the workers look for it.
    await workflowBundle(createDataConverter());
    const crew = new Crew(address, outside, warmedUp(address));
    await crew.takeOver();
    return crew;
  }

  /** SIGKILL, whatever it is at. While the spare is still getting warm there is nobody to kill. */
  kill(): void {
    if (this.working === undefined) return;
    this.working.kill('SIGKILL');
    this.working = undefined;
    this.kills += 1;
    void this.takeOver();
  }

  /** @throws Error where a worker ended by itself */
  async stop(): Promise<void> {
    this.isOver = true;
    const all = [this.working, await this.spare].filter((child) => child !== undefined);
    const isFaulty = all.some(hasEnded);
    for (const child of all) child.kill('SIGKILL');
    await Promise.all(all.map(ended));
    if (isFaulty) throw new Error('A worker ended that nobody killed.');
  }

  private async takeOver(): Promise<void> {
    const worker = await this.spare;
    if (this.isOver) return;
    worker.on('message', (question: Question) => void this.serve(worker, question));
    worker.send(WORK);
    this.working = worker;
    this.spare = warmedUp(this.address);
  }

  /** What is asked happens, whether or not the worker lives to hear of it. */
  private async serve(worker: ChildProcess, question: Question): Promise<void> {
    const answer = await this.answerTo(question);
    if (worker.connected) worker.send(answer, () => undefined);
  }

  private async answerTo(question: Question): Promise<Answer> {
    const { id } = question;
    try {
      if ('snapshot' in question) return { id, output: this.outside.take(question.snapshot) };
      return { id, output: await this.outside.perform(question.activity, question.call) };
    } catch (error) {
      return { id, failure: failureOf(error) };
    }
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof ApplicationFailure)) return { message: String(error) };
  const { message, type, nonRetryable } = error;
  return { message, type: type ?? undefined, nonRetryable: nonRetryable ?? undefined };
}

/** A worker that could begin. @throws Error where it ends before */
async function warmedUp(address: string): Promise<ChildProcess> {
  const child = fork(join(__dirname, 'worker.ts'), [address], { execArgv: ['--import', 'tsx'] });
  const isReady = once(child, 'message').then(([said]) => said === READY);
  if (!(await Promise.race([isReady, ended(child).then(() => false)]))) throw new Error('A worker did not start.');
  // A message may be on its way to one that is killed.
  child.on('error', () => undefined);
  return child;
}
