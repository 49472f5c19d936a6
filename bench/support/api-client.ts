import { setTimeout as sleep } from 'node:timers/promises';

const UNAVAILABLE = 503;
const ATTEMPTS = 40;
const RETRY_MS = 500;

/** Calls the API with one token. */
export class ApiClient {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  /**
   * Repeats a call while a server is not reachable, as on a machine too busy to connect: a measured duration includes it.
   * @throws Error with the response unless it is successful
   */
  async call<Body>(method: string, path: string, body?: object, attemptsLeft = ATTEMPTS): Promise<Body> {
    const headers = { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' };
    const response = await fetch(`${this.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (response.ok) return (await response.json()) as Body;
    const text = await response.text();
    if (response.status !== UNAVAILABLE || attemptsLeft <= 1)
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    await sleep(RETRY_MS);
    return this.call(method, path, body, attemptsLeft - 1);
  }
}
