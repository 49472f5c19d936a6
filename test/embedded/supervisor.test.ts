import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { type SupervisedServer, supervise } from '../../src/embedded/supervisor';
import { pollUntil } from '../../src/lib/poll-until';
import { createTemporaryFolder } from '../support/platform-process';

const PATIENCE_MS = 60_000;
const silent = pino({ level: 'silent' });
const root = createTemporaryFolder();
afterAll(() => rmSync(root, { recursive: true }));

/** Supervises a server that exits at once until its `lives`th start, and then keeps running. */
function startAfter(name: string, lives: number): { starts: () => number; server: Promise<SupervisedServer> } {
  const count = path.join(root, name);
  const starts = () => (existsSync(count) ? readFileSync(count, 'utf8').trim().split('\n').length : 0);
  const script = `echo begun >> ${count}; test $(wc -l < ${count}) -lt ${lives} && exit 1; exec sleep 60`;
  const stays = () => (starts() < lives ? Promise.reject(new Error('not yet')) : Promise.resolve());
  const server = supervise(
    {
      name: 'The server',
      command: { file: 'sh', args: ['-c', script] },
      logFile: path.join(root, `${name}.log`),
      recordFile: path.join(root, `${name}.process`),
      waitUntilReady: (giveUp) => pollUntil(stays, PATIENCE_MS, giveUp),
      hint: 'Mend it.',
    },
    silent,
  );
  return { starts, server };
}

test('a server that dies before it is ready is begun again', async () => {
  const { starts, server } = startAfter('third', 3);
  await (await server).stop();
  expect(starts()).toBe(3);
});

test('a server that dies in each of its first three tries is told', async () => {
  const { starts, server } = startAfter('fourth', 4);
  await expect(server).rejects.toThrow(/The server did not start. Mend it. Its log is/);
  expect(starts()).toBe(3);
});
