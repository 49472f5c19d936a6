import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { type SupervisedServer, supervise } from '../../src/embedded/supervisor';
import { pollUntil } from '../../src/lib/poll-until';
import { createTemporaryFolder } from '../support/platform-process';

const TIMEOUT_MS = 60_000;
const silent = pino({ level: 'silent' });
const root = createTemporaryFolder();
afterAll(() => rmSync(root, { recursive: true }));

/** Supervises a server that exits at once until its `lives`th start, and then keeps running. */
function superviseFlakyServer(
  name: string,
  startsNeeded: number,
): { countStarts: () => number; server: Promise<SupervisedServer> } {
  const countFile = path.join(root, name);
  const countStarts = () => (existsSync(countFile) ? readFileSync(countFile, 'utf8').trim().split('\n').length : 0);
  const script = `echo begun >> ${countFile}; test $(wc -l < ${countFile}) -lt ${startsNeeded} && exit 1; exec sleep 60`;
  const checkStarted = () => (countStarts() < startsNeeded ? Promise.reject(new Error('not yet')) : Promise.resolve());
  const server = supervise(
    {
      name: 'The server',
      command: { file: 'sh', args: ['-c', script] },
      logFile: path.join(root, `${name}.log`),
      recordFile: path.join(root, `${name}.process`),
      waitUntilReady: (giveUp) => pollUntil(checkStarted, TIMEOUT_MS, giveUp),
      hint: 'Mend it.',
    },
    silent,
  );
  return { countStarts, server };
}

test('a server that ends before it is ready is restarted', async () => {
  const { countStarts, server } = superviseFlakyServer('third', 3);
  await (await server).stop();
  expect(countStarts()).toBe(3);
});

test('a server that ends three times in a row is reported', async () => {
  const { countStarts, server } = superviseFlakyServer('fourth', 4);
  await expect(server).rejects.toThrow(/The server did not start. Mend it. Its log is/);
  expect(countStarts()).toBe(3);
});
