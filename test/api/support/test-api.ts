import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { Registry } from 'prom-client';
import { closeApi, createApi } from '../../../src/api/app';
import { createHttpServer } from '../../../src/api/http/server';
import { ANY_APPROVER } from '../../../src/planning/approver-rule';
import { hashSecret } from '../../../src/auth/secrets';
import type { ApiConfig, ApiDeps } from '../../../src/api/http/context';
import { createAuditSigner } from '../../../src/auth/audit-signer';
import { createSecretCipher } from '../../../src/auth/secret-cipher';
import { createSignedLinks, type SignedLinks } from '../../../src/auth/signed-links';
import type { IdentityProvider } from '../../../src/auth/oidc/identity-provider';
import type { RenderedEmail } from '../../../src/integrations/mail/mailer';
import { createCompanyMailer } from '../../../src/mails/company-mailer';
import { createPagesFactory } from '../../../src/web/app';
import type { WebDeps } from '../../../src/web/http/context';
import { composePlanner } from '../../../src/app/planner';
import type { Role } from '../../../src/domain/status';
import type { OnboardingRequest } from '../../../src/domain/request';
import type { Database } from '../../../src/database/client';
import { loadCompany } from '../../../src/database/company';
import type { Planner } from '../../../src/planning/planner';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { createRequest } from '../../support/requests';

const PUBLIC_URL = 'http://firstday.test';
const PAYLOAD_KEYS = { encryption: [], sealing: Buffer.alloc(32, 1) };
const TEMPORAL_UI_URL = 'http://temporal.test/namespaces/default/workflows';
export const ADMIN_TOKEN = 'the-first-administrators-own-token';
export const PEOPLE = {
  hr: { name: 'Hilda Conrad', email: 'hilda@example.com' },
  manager: { name: 'Grace Hopper', email: 'grace@example.com' },
  it: { name: 'Ivan Turing', email: 'ivan@example.com' },
  finance: { name: 'Fiona Marks', email: 'fiona@example.com' },
  admin: { name: 'Alan Root', email: 'alan@example.com' },
} as const satisfies Record<Role, { name: string; email: string }>;

export const productPlanner = composePlanner();

interface Options {
  /** Default: a client that reaches no server. */
  client?: Client;
  config?: Partial<ApiConfig>;
  /** Default: the planner of the product. */
  planner?: Planner;
  provider?: IdentityProvider;
  pages?: Partial<WebDeps>;
  onTrigger?: (id: string, testDb: TestDatabase) => void;
}

export interface ApiResponse {
  status: number;
  headers: Headers;
  // Untyped, because tests inspect arbitrary answers.
  body: Record<string, unknown> & { items?: Record<string, unknown>[] };
}

/** The API on its own port, with a real database that contains people, items and sessions. */
export class TestApi {
  readonly triggeredIds: string[] = [];
  readonly logs: string[] = [];
  /** Mails sent by the pages. */
  readonly mails: RenderedEmail[] = [];
  /** A test may change it while the API runs. */
  readonly config!: ApiConfig;
  private constructor(
    readonly testDb: TestDatabase,
    readonly url: string,
    readonly app: ReturnType<typeof createApi>,
    readonly links: SignedLinks,
    private readonly server: Server,
    private readonly ownClient: Client | undefined,
  ) {}

  static async start({
    client: customClient,
    config,
    planner = productPlanner,
    provider,
    pages,
    onTrigger,
  }: Options = {}): Promise<TestApi> {
    const client = customClient ?? createUnreachableClient();
    const testDb = await createTestDatabase();
    await seedDatabase(testDb);
    const logs: string[] = [];
    const triggeredIds: string[] = [];
    const settings: ApiConfig = {
      adminToken: ADMIN_TOKEN,
      adminEmail: 'root@example.com',
      publicUrl: PUBLIC_URL,
      allowedHosts: [],
      approvers: ANY_APPROVER,
      apiOnly: false,
      rateLimitPerMinute: 100_000,
      trustedProxies: 0,
      answerTimeoutMs: 3_000,
      webhooksReach: 'public',
      ...config,
    };
    const mails: RenderedEmail[] = [];
    const transport = { send: (email: RenderedEmail) => Promise.resolve({ messageId: String(mails.push(email)) }) };
    const deps: ApiDeps = {
      database: testDb.database,
      pool: testDb.pool,
      client,
      planner,
      starter: { trigger: (id) => void (triggeredIds.push(id), onTrigger?.(id, testDb)) },
      cohortStarter: { trigger: () => undefined },
      mailer: createCompanyMailer(transport, () => loadCompany(testDb.database)),
      auditSigner: createAuditSigner(PAYLOAD_KEYS),
      secretCipher: createSecretCipher(PAYLOAD_KEYS),
      logger: pino(
        { level: 'info' },
        { write: (line: string) => void (logs.push(line), line.includes('"level":50') && process.stderr.write(line)) },
      ),
      registry: new Registry(),
      config: settings,
      hasSearchAttributes: false,
    };
    const links = createSignedLinks(PAYLOAD_KEYS, PUBLIC_URL);
    const app = createApi(
      deps,
      createPagesFactory({
        links,
        identityProvider: provider,
        hasMailSignIn: true,
        temporalUiUrl: TEMPORAL_UI_URL,
        ...pages,
      }),
    );
    const server = createHttpServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const api = new TestApi(testDb, `http://127.0.0.1:${port}`, app, links, server, customClient ? undefined : client);
    Object.assign(api, { logs, triggeredIds, mails, config: settings });
    return api;
  }

  /** Calls a path below /api/v1, or below the root if the path starts with a second slash. */
  async call(
    method: string,
    path: string,
    {
      as = 'hr',
      body,
      headers = {},
    }: { as?: Role | { token: string } | 'nobody'; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<ApiResponse> {
    const token = as === 'nobody' ? undefined : typeof as === 'string' ? getToken(as) : as.token;
    const response = await fetch(path.startsWith('//') ? this.url + path.slice(1) : `${this.url}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : { text } };
  }

  /** Submits a valid request. Returns the id of the onboarding. */
  submit(personalEmail: string, changes: Partial<OnboardingRequest> = {}, as: Role = 'hr'): Promise<string> {
    return this.submitAs(as, personalEmail, changes);
  }

  async submitAs(
    as: Role | { token: string },
    personalEmail: string,
    changes: Partial<OnboardingRequest> = {},
  ): Promise<string> {
    const response = await this.call('POST', '/onboardings', { as, body: createRequestFor(personalEmail, changes) });
    if (response.status !== 202) throw new Error(JSON.stringify(response.body));
    return String(response.body.id);
  }

  async close(): Promise<void> {
    await closeApi(this.app);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.testDb.close();
    await this.ownClient?.connection.close();
  }
}

export const getToken = (role: Role): string => `fd_test-token-of-${role}`;

export const createRequestFor = (personalEmail: string, changes: Partial<OnboardingRequest> = {}): OnboardingRequest =>
  createRequest({
    employee: { givenName: 'Ada', familyName: 'Lovelace', personalEmail },
    startDate: FUTURE_MONDAY,
    ...changes,
  });

/** At least 60 days ahead, which keeps the tests independent of the current date. */
export const FUTURE_MONDAY = findMondayAfter(60);

function findMondayAfter(days: number): string {
  const date = new Date(Date.now() + days * 86_400_000);
  date.setUTCDate(date.getUTCDate() + ((8 - date.getUTCDay()) % 7));
  return date.toISOString().slice(0, 10);
}

const createUnreachableClient = () =>
  new Client({ connection: Connection.lazy({ address: '127.0.0.1:1', interceptors: [] }) });

async function seedDatabase({ database }: TestDatabase): Promise<void> {
  const people = Object.entries(PEOPLE).map(([role, person]) => ({
    ...person,
    roles: [role as Role],
    manager_email: null,
  }));
  await database.insertInto('people').values(people).execute();
  for (const { name, email, roles } of people)
    await insertTestToken(database, getToken(roles[0] ?? 'hr'), { name, email, roles });
  const item = { model: 'laptop-14', title: 'Laptop', price_cents: 150_000, currency: 'EUR', state: 'free' as const };
  await database
    .insertInto('items')
    .values([
      { ...item, tag: 'L-1' },
      { ...item, tag: 'L-2' },
    ])
    .execute();
  await database
    .insertInto('training_sessions')
    .values({
      id: 's-1',
      course: 'security-basics',
      title: 'Security basics',
      starts_at: `${FUTURE_MONDAY}T09:00:00Z`,
      ends_at: `${FUTURE_MONDAY}T11:00:00Z`,
      time_zone: 'Europe/Berlin',
      place: 'Room 4',
      capacity: 3,
    })
    .execute();
}

/** Inserts a token, and its owner with the same roles unless the person exists. */
export async function insertTestToken(
  database: Database,
  token: string,
  holder: { name: string; email: string; roles: Role[] },
): Promise<void> {
  await database
    .insertInto('people')
    .values(holder)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = { id: crypto.randomUUID(), hash: hashSecret(token), created_by: holder.email, ...holder };
  await database.insertInto('tokens').values(row).execute();
}
