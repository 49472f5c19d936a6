import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parse } from 'node-html-parser';
import { createIdentityProvider, type IdentityProvider } from '../../../../src/auth/oidc/identity-provider';
import { allocatePort } from '../../../support/ports';
import { waitForValue } from '../../../support/wait-for-value';

const SERVER = path.join(__dirname, 'server.ts');

/** The only client authentication method that the provider accepts. */
type ClientAuthMethod = 'client_secret_basic' | 'client_secret_post';

/** OpenID provider of the company, which a test can stop. */
export class TestProvider {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly callbackUrl: string,
    private readonly authMethod: ClientAuthMethod,
    /** The provider as configured in the platform. */
    readonly identityProvider: IdentityProvider,
  ) {}

  static async create(
    publicUrl: string,
    clientAuthMethod: ClientAuthMethod = 'client_secret_basic',
  ): Promise<TestProvider> {
    const port = await allocatePort();
    const callback = `${publicUrl}/sign-in/oidc/callback`;
    const client = {
      clientId: 'firstday',
      clientSecret: 'a-secret-of-the-test',
      scope: 'openid email profile groups',
      groupsClaim: 'groups',
      trustsAddresses: false,
    };
    return new TestProvider(
      port,
      callback,
      clientAuthMethod,
      createIdentityProvider({ issuer: `http://127.0.0.1:${port}`, ...client }, callback),
    );
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const args = ['--import', 'tsx', SERVER, String(this.port), this.callbackUrl, this.authMethod];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.child = child;
    const errorOutput: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errorOutput.push(chunk));
    await waitForValue(async () => {
      if (child.exitCode !== null) throw new Error(Buffer.concat(errorOutput).toString());
      return (await fetch(`http://127.0.0.1:${this.port}/.well-known/openid-configuration`)).ok || undefined;
    });
  }

  async stop(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Signs in like a browser at the provider. Returns the address that it redirects back to. */
  async signIn(url: string, name: string): Promise<string> {
    const browser = new Browser();
    const form = await browser.follow(url, this.callbackUrl);
    const action = parse(form.text).querySelector('form')?.getAttribute('action') ?? '';
    const body = new URLSearchParams({ prompt: 'login', login: name, password: 'any' });
    return (await browser.follow(new URL(action, form.url).href, this.callbackUrl, { method: 'POST', body })).url;
  }
}

/** Keeps cookies, and follows redirects until one leaves the provider. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async follow(url: string, until: string, init: RequestInit = {}): Promise<{ url: string; text: string }> {
    if (url.startsWith(until)) return { url, text: '' };
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { Cookie: cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return location ? this.follow(new URL(location, url).href, until) : { url, text: await response.text() };
  }
}
