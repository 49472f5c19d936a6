import { ApplicationFailure, condition, defineQuery, defineSignal, setHandler, sleep } from '@temporalio/workflow';

/** Sleeps. Returns the time taken by the workflow's clock, in ms. */
export async function sleeper(ms: number): Promise<number> {
  const before = Date.now();
  await sleep(ms);
  return Date.now() - before;
}

/** Collects the arguments of the signal `say` until one of them is 'stop'. */
export async function listener(): Promise<unknown[]> {
  const received: unknown[] = [];
  setHandler(defineSignal<[unknown]>('say'), (value) => void received.push(value));
  setHandler(defineQuery<unknown[]>('heard'), () => received);
  await condition(() => received.includes('stop'));
  return received;
}

export function failOutOfStock(name: string): Promise<void> {
  return Promise.reject(ApplicationFailure.nonRetryable(`No laptop for ${name}`, 'OutOfStock'));
}
