import { type ChildProcess, spawn } from 'node:child_process';
import { getInboxPath } from '../../../src/embedded/inbox/inbox';
import { appendFileSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { allocatePortSettings } from '../../support/ports';

const ROOT = resolve(__dirname, '../../..');
const ADMIN_TOKEN = 'the-administrator-of-the-kill-tests';

export type ProcessMode = 'together' | 'apart';

/** Every process of a platform. Each can be killed at any time; the harness restarts those that it launched. */
export class KillablePlatform {
  private readonly children = new Map<string, ChildProcess>();
  private isStopping = false;
  lastKillAt = 0;

  private constructor(
    readonly mode: ProcessMode,
    readonly dataDir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** @param env further settings, which win over those that keep platforms apart */
  static async start(mode: ProcessMode, dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<KillablePlatform> {
    const settings = {
      DATA_DIR: dataDir,
      ADMIN_TOKEN,
      RATE_LIMIT: '1000000',
      LOG_LEVEL: 'warn',
      ...(await allocatePortSettings()),
    };
    const platform = new KillablePlatform(mode, dataDir, { ...process.env, ...settings, ...env });
    platform.launch(mode === 'together' ? 'all' : 'servers');
    if (mode === 'apart') {
      platform.launch('api');
      platform.launch('worker');
    }
    return platform;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.env.PORT ?? ''}/api/v1`;
  }

  get inboxUrl(): string {
    return `http://127.0.0.1:${this.env.INBOX_PORT ?? ''}${getInboxPath(this.readSecrets())}`;
  }

  readonly token = ADMIN_TOKEN;

  /** Reads the generated password from the platform's state file. */
  get databaseUrl(): string {
    const { postgresPassword } = this.readSecrets();
    return `postgresql://firstday:${encodeURIComponent(postgresPassword)}@127.0.0.1:${this.env.POSTGRES_PORT ?? ''}/firstday`;
  }

  private readSecrets(): { postgresPassword: string; sealingKey: string } {
    const state = JSON.parse(readFileSync(join(this.dataDir, 'firstday.json'), 'utf8')) as {
      secrets: { postgresPassword: string; sealingKey: string };
    };
    return state.secrets;
  }

  get temporalAddress(): string {
    return `127.0.0.1:${this.env.TEMPORAL_PORT ?? ''}`;
  }

  get processNames(): string[] {
    return [...this.children.keys(), 'postgres', 'temporal'];
  }

  /** Sends SIGKILL, in any phase of the process's life. */
  kill(name: string): void {
    const pid = this.children.get(name)?.pid ?? this.readRecordedPid(name);
    if (pid === undefined) return;
    this.lastKillAt = Date.now();
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // The process is being restarted.
    }
  }

  killAll(): void {
    for (const name of this.processNames) this.kill(name);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    // Stops the servers last: API and worker need them for a clean shutdown.
    for (const [, child] of [...this.children].reverse()) {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await new Promise((ended) => child.once('exit', ended));
    }
  }

  private readRecordedPid(server: string): number | undefined {
    const file = join(this.dataDir, `${server}.process`);
    if (!existsSync(file)) return undefined;
    return (JSON.parse(readFileSync(file, 'utf8')) as { pid: number } | null)?.pid;
  }

  /** Starts a process and restarts it whenever it ends, until `stop`. */
  private launch(role: string): void {
    const log = openSync(join(this.dataDir, `../${role}.out`), 'a');
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/app/main.ts', role], {
      cwd: ROOT,
      env: { ...this.env, ...this.readServersEnv(role) },
      stdio: ['ignore', log, log],
    });
    this.children.set(role, child);
    child.once('exit', (code, signal) => {
      appendFileSync(log, `\n[harness] ${role} ended: ${String(code ?? signal)}\n`);
      if (!this.isStopping)
        setTimeout(() => {
          this.launch(role);
        }, 100);
    });
  }

  private readServersEnv(role: string): NodeJS.ProcessEnv {
    const file = join(this.dataDir, 'servers.env');
    const isClient = role === 'api' || role === 'worker';
    return isClient && existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  }
}
