import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApiWithEngine } from './support/api-with-engine';
import { ADMIN_TOKEN, PEOPLE } from './support/test-api';

const VERSION = '4.32.5';
const SEED = 20261129;
/** Cases per operation. Thousands in total by hand: `GENERATED_CASES=50 npx jest test/api/generated-requests`. */
const MAX_EXAMPLES = process.env.GENERATED_CASES ?? '4';
const FOLDER = join(__dirname, '..', '..', 'node_modules', '.cache', `schemathesis-${VERSION}`);
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'unsupported_method',
  'allow_header_conformance',
];
/** Installing takes half a minute, and a slow machine answers a thousand requests in minutes. */
jest.setTimeout(600_000);

const run = promisify(execFile);

/** Installs Schemathesis from PyPI. Resolves to undefined where that is not possible. */
async function installSchemathesis(): Promise<string | undefined> {
  const command = join(FOLDER, 'bin', 'st');
  if (existsSync(command)) return command;
  try {
    mkdirSync(FOLDER, { recursive: true });
    await run('python3', ['-m', 'venv', FOLDER]);
    await run(join(FOLDER, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]);
    return command;
  } catch (error) {
    process.stderr.write(
      `\nSKIPPED: Schemathesis ${VERSION} cannot be installed here, the OpenAPI document is not tested by generated requests.\n${String(error)}\n\n`,
    );
    return undefined;
  }
}

let platform: ApiWithEngine;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstday-requests-'));
  platform = await ApiWithEngine.start();
  await platform.startWorker();
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

/** Names an onboarding and a step that exist, so that requests reach more than the 404. */
async function writeConfiguration(): Promise<string> {
  const id = await platform.api.submit('generated@example.org', { manager: PEOPLE.manager });
  await platform.waitForStatus(id, 'awaiting-approval');
  const file = join(folder, 'schemathesis.toml');
  writeFileSync(file, `[parameters]\nid = "${id}"\nstep = "managerApproval"\n`);
  return file;
}

test('generated requests, valid and invalid, get no answer outside the OpenAPI document', async () => {
  const command = await installSchemathesis();
  if (command === undefined) return;
  const configuration = await writeConfiguration();
  const options = [
    ...['--url', platform.api.url, '--header', `Authorization: Bearer ${ADMIN_TOKEN}`, '--checks', CHECKS.join(',')],
    ...['--phases', 'examples,fuzzing', '--max-examples', MAX_EXAMPLES, '--seed', String(SEED), '--no-color'],
    ...['--generation-database', 'none', '--continue-on-failure', '--exclude-path-regex', '/events$'],
  ];
  const { stdout } = await run(
    command,
    ['--config-file', configuration, 'run', `${platform.api.url}/openapi.json`, ...options],
    {
      maxBuffer: 32 * 1024 * 1024,
      cwd: folder,
    },
  ).catch((error: unknown) => {
    const { stdout: output = '' } = error as { stdout?: string };
    throw new Error(output.slice(output.indexOf('= FAILURES')));
  });
  const [, count] = /(\d+) generated/.exec(stdout) ?? [];
  expect(Number(count)).toBeGreaterThan(250);
});
