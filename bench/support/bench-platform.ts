import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { openDatabase } from '../../src/database/client';
import { toOnboardingWorkflowId } from '../../src/domain/ids';
import { pollUntil } from '../../src/lib/poll-until';
import { createDataConverter } from '../../src/temporal/data-converter';
import { ApiClient } from './api-client';
import { BENCH_PLAN } from './bench-plan';
import { type Process, startProcess } from './processes';
import { createBenchRequest, MANAGER } from './request';
import { type Servers, startServers } from './servers';

const WAIT_POLL_MS = 250;
const WAIT_TIMEOUT_MS = 30 * 60_000;

export interface PlatformOptions {
  /** Onboardings that the inventory suffices for. */
  onboardings: number;
  env?: Record<string, string>;
}

/** One API and one worker as processes of their own. More can be added. */
export class BenchPlatform {
  readonly connections: ReturnType<typeof openDatabase>;
  private readonly processes = new Set<Process>();
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly servers: Servers,
    readonly env: Record<string, string>,
    readonly api: Process,
    readonly worker: Process,
    readonly temporal: Client,
  ) {
    // Without the product's time limits: filling tables may take long.
    this.connections = openDatabase(env.DATABASE_URL ?? '', 4, true);
    this.processes.add(api).add(worker);
  }

  static async start(servers: Servers, extraEnv: Record<string, string> = {}): Promise<BenchPlatform> {
    const env = { ...servers.env, ...extraEnv };
    const [api, worker] = await Promise.all([startApiProcess(env), startWorkerProcess(env)]);
    const platform = new BenchPlatform(servers, env, api, worker, await createTemporalClient(env));
    await platform.createToken('hr', 'hanna@example.com');
    await platform.createToken('manager', MANAGER.email);
    return platform;
  }

  /** Client of the API at `port`, by default of the first one. */
  createClient(role: 'hr' | 'manager' | 'admin', port = this.env.PORT ?? ''): ApiClient {
    const token = role === 'admin' ? this.env.ADMIN_TOKEN : this.tokens.get(role);
    return new ApiClient(`http://127.0.0.1:${port}`, token ?? '');
  }

  /** Returns the id of the onboarding. */
  async submit(uniqueName: string, plan = BENCH_PLAN): Promise<string> {
    const request = createBenchRequest(uniqueName, plan);
    const { id } = await this.createClient('hr').call<{ id: string }>('POST', '/onboardings', request);
    return id;
  }

  async approve(id: string): Promise<void> {
    await this.createClient('manager').call('POST', `/onboardings/${id}/steps/managerApproval/approve`, {});
  }

  /** Submits and approves an onboarding and waits for its end. Returns its id. */
  async runOnboarding(uniqueName: string): Promise<string> {
    const id = await this.submit(uniqueName);
    await this.approve(id);
    await this.temporal.workflow.getHandle(toOnboardingWorkflowId(id)).result();
    return id;
  }

  /** Polls the database until the SQL condition holds. */
  async waitUntil(condition: string, parameters: unknown[] = [], timeoutMs = WAIT_TIMEOUT_MS): Promise<void> {
    await pollUntil(async () => {
      const query = `select ${condition} as holds`;
      const { rows } = await this.connections.pool.query<{ holds: boolean }>(query, parameters);
      if (rows[0]?.holds) return;
      await sleep(WAIT_POLL_MS);
      throw new Error(`It took too long until ${condition}.`);
    }, timeoutMs);
  }

  addWorker(): Promise<Process> {
    return this.add(startWorkerProcess(this.env));
  }

  addApi(port: string): Promise<Process> {
    return this.add(startApiProcess({ ...this.env, PORT: port }));
  }

  /** Kills APIs and workers, whose work nobody needs any more. The servers run on. */
  async stop(): Promise<void> {
    await Promise.all([...this.processes].map((process) => process.kill()));
    await this.temporal.connection.close();
    await this.connections.database.destroy();
  }

  private async add(starting: Promise<Process>): Promise<Process> {
    const process = await starting;
    this.processes.add(process);
    return process;
  }

  private async createToken(role: string, email: string): Promise<void> {
    const body = { email, roles: [role] };
    const { token } = await this.createClient('admin').call<{ token: string }>('POST', '/tokens', body);
    this.tokens.set(role, token);
  }
}

async function createTemporalClient({ TEMPORAL_ADDRESS, SEALING_KEY }: Record<string, string>): Promise<Client> {
  const dataConverter = createDataConverter({ encryption: [], sealing: Buffer.from(SEALING_KEY ?? '', 'base64') });
  return new Client({ connection: await Connection.connect({ address: TEMPORAL_ADDRESS }), dataConverter });
}

const startWorkerProcess = (env: Record<string, string>) => startProcess('src/app/main.ts', ['worker'], env);
const startApiProcess = (env: Record<string, string>) => startProcess('bench/support/platform-api.ts', [], env);

/** Runs on a new platform with empty stores, and stops it. */
export async function withPlatform<Result>(
  { onboardings, env }: PlatformOptions,
  run: (platform: BenchPlatform) => Promise<Result>,
): Promise<Result> {
  const servers = await startServers(onboardings);
  try {
    const platform = await BenchPlatform.start(servers, env);
    return await run(platform).finally(() => platform.stop());
  } finally {
    await servers.stop();
  }
}
