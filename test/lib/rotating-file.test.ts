import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger } from '../../src/lib/logger';
import { rotateIfLarge } from '../../src/lib/rotating-file';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'firstday-log-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const MAX_BYTES = 2_000;
const listSizes = () => readdirSync(folder).map((name) => statSync(path.join(folder, name)).size);
const readNumbers = (name: string): number[] =>
  readFileSync(path.join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { number: number }).number);

test('a log stays bounded, in whole lines, and keeps the newest of them in order', () => {
  const file = path.join(folder, 'firstday.log');
  createLogger('info', file, MAX_BYTES).info({ number: 0 }, 'before a restart');
  const logger = createLogger('info', file, MAX_BYTES);
  for (let number = 1; number <= 300; number++) logger.info({ number }, 'a line');
  expect(readdirSync(folder).sort()).toEqual(['firstday.log', 'firstday.log.1', 'firstday.log.2', 'firstday.log.3']);
  expect(Math.max(...listSizes())).toBeLessThanOrEqual(MAX_BYTES);
  const numbers = ['.3', '.2', '.1', ''].flatMap((suffix) => readNumbers(`firstday.log${suffix}`));
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => 301 - numbers.length + index));
});

test('a line that is longer than the limit is written, alone in its file', () => {
  const file = path.join(folder, 'long.log');
  const logger = createLogger('info', file, MAX_BYTES);
  logger.info({ number: 1 }, 'x'.repeat(2 * MAX_BYTES));
  logger.info({ number: 2 }, 'short');
  expect([readNumbers('long.log.1'), readNumbers('long.log')]).toEqual([[1], [2]]);
});

test('the log of a server is set aside before its start once it is large', () => {
  const file = path.join(folder, 'temporal.log');
  rotateIfLarge(file, MAX_BYTES);
  writeFileSync(file, 'x'.repeat(MAX_BYTES));
  rotateIfLarge(file, MAX_BYTES);
  expect(readdirSync(folder)).toEqual(['temporal.log']);
  writeFileSync(file, 'y'.repeat(MAX_BYTES + 1));
  rotateIfLarge(file, MAX_BYTES);
  expect(readdirSync(folder)).toEqual(['temporal.log.1']);
});
