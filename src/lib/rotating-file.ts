import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Files kept beside the current one: `firstday.log.1` is the newest of them. */
const MAX_OLD_FILES = 3;
const PRIVATE = 0o600;

/** Log file of bounded size. Written synchronously, so that a kill loses no line. */
export class RotatingFile {
  private descriptor: number;
  private size: number;

  constructor(
    private readonly file: string,
    private readonly maxBytes: number,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.descriptor = openSync(file, 'a', PRIVATE);
    this.size = fstatSync(this.descriptor).size;
  }

  write(line: string): void {
    const bytes = Buffer.from(line);
    if (this.size > 0 && this.size + bytes.length > this.maxBytes) this.rotate();
    writeSync(this.descriptor, bytes);
    this.size += bytes.length;
  }

  private rotate(): void {
    closeSync(this.descriptor);
    shiftFiles(this.file);
    this.descriptor = openSync(this.file, 'a', PRIVATE);
    this.size = 0;
  }
}

/** For a file that another process writes: call it before that process starts. */
export function rotateIfLarge(file: string, maxBytes: number): void {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size > maxBytes) shiftFiles(file);
}

function shiftFiles(file: string): void {
  rmSync(`${file}.${MAX_OLD_FILES}`, { force: true });
  for (let number = MAX_OLD_FILES - 1; number > 0; number--)
    renameIfPresent(`${file}.${number}`, `${file}.${number + 1}`);
  renameIfPresent(file, `${file}.1`);
}

function renameIfPresent(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to);
}
