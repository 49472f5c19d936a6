import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_WINDOW_MS = 240_000;
const CALL_TIMEOUT_MS = 10_000;
const RETRY_DELAY_MS = 150;

export interface ApiResponse {
  status: number;
  body: Record<string, unknown>;
}

/** API client that retries with the same Idempotency-Key until the response is definite: neither 5xx nor 429. */
export class RetryingClient {
  /** Definite responses so far. */
  responseCount = 0;

  /** @param getLastKillAt no call can count on a response while processes are killed, least of all on a slow machine */
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly getLastKillAt = (): number => 0,
  ) {}

  /** @throws Error if there is no definite response within four minutes after the call and the last kill */
  async call(method: string, path: string, body?: unknown, key?: string): Promise<ApiResponse> {
    const calledAt = Date.now();
    let last: unknown;
    while (Date.now() < Math.max(calledAt, this.getLastKillAt()) + RETRY_WINDOW_MS) {
      try {
        const response = await this.callOnce(method, path, body, key);
        if (response.status < 500 && response.status !== 429) {
          this.responseCount += 1;
          return response;
        }
        last = response;
      } catch (error) {
        last = error;
      }
      await sleep(RETRY_DELAY_MS);
    }
    throw new Error(`No answer to ${method} ${path}: ${JSON.stringify(last)}`, { cause: last });
  }

  private async callOnce(method: string, path: string, body: unknown, key?: string): Promise<ApiResponse> {
    const response = await fetch(this.url + path, {
      method,
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}
