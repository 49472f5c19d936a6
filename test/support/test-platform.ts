import { randomUUID } from 'node:crypto';
import { type RunningProcess, startApi, startWorker, type Environment } from '../../src/app/processes';
import { loadConfig } from '../../src/app/config';
import type { Role } from '../../src/domain/status';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import { insertSampleData } from '../../src/database/sample-data';
import { allocatePort } from './ports';
import { createLogger } from '../../src/lib/logger';
import type { PlanDefinition } from '../../src/planning/dsl';
import { TEST_KEYS } from './histories';
import { type Inbox, startInbox } from './inbox';
import { insertTestToken } from '../api/support/test-api';
import { createTestDatabase, type TestDatabase } from './test-database';
import { startTestTemporal, type TestTemporal } from './test-temporal';
import { waitForValue } from './wait-for-value';

const ADMIN_TOKEN = randomUUID();

export interface ApiResponse<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

/** API and worker in this process, with real PostgreSQL, Temporal and SMTP servers. */
export class TestPlatform {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    readonly environment: Environment,
    readonly testDb: TestDatabase,
    readonly temporal: TestTemporal,
    readonly inbox: Inbox,
    readonly url: string,
    private readonly api: RunningProcess,
    private readonly worker: RunningProcess,
  ) {}

  /** @param offered plans that replace the product's own */
  static async start(env: NodeJS.ProcessEnv = {}, plans?: readonly PlanDefinition[]): Promise<TestPlatform> {
    const [testDb, temporal, inbox, port] = await Promise.all([
      createTestDatabase(),
      startTestTemporal(),
      startInbox(),
      allocatePort(),
    ]);
    await insertSampleData(testDb.database, new Date());
    const config = loadConfig({ PORT: String(port), RATE_LIMIT: '100000', ANSWER_SECONDS: '60', ...env });
    const environment: Environment = {
      config,
      logger: createLogger('error'),
      databaseUrl: testDb.url,
      temporal: { connectionOptions: { address: temporal.address } },
      smtpUrl: inbox.url,
      adminToken: ADMIN_TOKEN,
      payloadKeys: { encryption: config.payloadKeys.encryption, sealing: TEST_KEYS.sealing },
    };
    const [api, worker] = await Promise.all([startApi(environment, plans), startWorker(environment, plans)]);
    return new TestPlatform(environment, testDb, temporal, inbox, `http://127.0.0.1:${String(port)}`, api, worker);
  }

  async close(): Promise<void> {
    await this.api.stop();
    await this.worker.stop();
    await this.temporal.close();
    await this.inbox.close();
    await this.testDb.close();
  }

  /** Calls the API with a token for these roles; `admin` is the first administrator. */
  async call<Body = Record<string, unknown>>(
    as: { email: string; roles: Role[] } | 'admin',
    method: string,
    path: string,
    body?: unknown,
  ): Promise<ApiResponse<Body>> {
    const token = as === 'admin' ? ADMIN_TOKEN : await this.getToken(as);
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }

  /** Returns a token that the person created: it acts on behalf of nobody. */
  getToken({ email, roles }: { email: string; roles: Role[] }): Promise<string> {
    const known = this.tokens.get(email) ?? this.insertToken(email, roles);
    this.tokens.set(email, known);
    return known;
  }

  private async insertToken(email: string, roles: Role[]): Promise<string> {
    const token = `fd_${email.replace(/\W/g, '_')}`;
    await insertTestToken(this.testDb.database, token, { email, name: email, roles });
    return token;
  }

  /** Polls the API until the view matches. */
  async waitForView(
    id: string,
    predicate: (view: OnboardingView) => boolean,
    withinMs = 60_000,
  ): Promise<OnboardingView> {
    return waitForValue(async () => {
      const { body } = await this.call<OnboardingView>('admin', 'GET', `/onboardings/${id}`);
      return predicate(body) ? body : undefined;
    }, withinMs);
  }
}
