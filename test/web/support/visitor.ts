import { parse, type HTMLElement } from 'node-html-parser';
import type { Role } from '../../../src/domain/status';
import { insertSession } from '../../../src/database/sessions';
import { hashSecret, generateSecret } from '../../../src/auth/secrets';
import { PEOPLE, type TestApi } from '../../api/support/test-api';

export interface PageResponse {
  status: number;
  headers: Headers;
  /** From the `Location` or `HX-Redirect` header. */
  redirectTo?: string;
  text: string;
  page: HTMLElement;
}

interface Options {
  headers?: Record<string, string>;
}

/** A browser with its own cookies. Follows no redirects, and sends forms as the product's pages do. */
export class Visitor {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly api: TestApi) {}

  /** Creates a visitor with an existing session. */
  static async signIn(api: TestApi, user: Role | { email: string }): Promise<Visitor> {
    const visitor = new Visitor(api);
    const secret = generateSecret();
    const { email } = typeof user === 'string' ? PEOPLE[user] : user;
    await insertSession(api.testDb.database, { hash: hashSecret(secret), email });
    visitor.cookies.set('firstday', secret);
    return visitor;
  }

  open(path: string, options: Options = {}): Promise<PageResponse> {
    return this.request('GET', path, options);
  }

  /** Sends a same-origin form. `headers` can turn it into a cross-site request. */
  send(
    path: string,
    form: Record<string, string> | URLSearchParams = {},
    { headers }: Options = {},
  ): Promise<PageResponse> {
    const defaultHeaders = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.request(
      'POST',
      path,
      { headers: { ...defaultHeaders, ...headers } },
      new URLSearchParams(form).toString(),
    );
  }

  getCookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  private async request(method: string, path: string, { headers }: Options, body?: string): Promise<PageResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const requestHeaders = { 'Accept-Language': 'en', ...(cookie && { Cookie: cookie }), ...headers };
    const response = await fetch(this.api.url + path, { method, redirect: 'manual', headers: requestHeaders, body });
    for (const line of response.headers.getSetCookie()) this.storeCookie(line);
    const text = await response.text();
    const target = response.headers.get('location') ?? response.headers.get('hx-redirect') ?? undefined;
    return { status: response.status, headers: response.headers, redirectTo: target, text, page: parse(text) };
  }

  private storeCookie(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
