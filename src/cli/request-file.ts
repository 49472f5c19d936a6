import { readFileSync } from 'node:fs';
import { isRecord } from '../domain/is-record';
import { CliError, EXIT } from './exit';
import { getErrorMessage } from './get-error-message';

const DAY_MS = 86_400_000;

/** Reads a request, without validation: that is left to the API. `startDate` replaces the one in the file. */
export function readRequest(file: string, startDate?: string): object {
  const request = readJsonObject(file);
  return startDate === undefined ? request : { ...request, startDate: resolveDate(startDate) };
}

/**
 * Reads a JSON object from a file, or from standard input if the name is `-`.
 * @throws CliError `usage` if the file is unreadable or holds anything else
 */
export function readJsonObject(file: string): object {
  const bytes = readBytes(file);
  try {
    const value: unknown = JSON.parse(decodeText(bytes));
    if (isRecord(value)) return value;
  } catch (error) {
    throw new CliError(EXIT.usage, 'cli-errors.invalid-json-file', { file, cause: getErrorMessage(error) });
  }
  throw new CliError(EXIT.usage, 'cli-errors.no-json-object', { file });
}

/**
 * Decodes UTF-8, and UTF-16 with a byte order mark, as editors on Windows write it.
 * @throws TypeError for bytes invalid in it: a replacement character would corrupt a name
 */
export const decodeText = (bytes: Buffer): string =>
  new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);

/**
 * Reads a file, or standard input if the name is `-`.
 * @throws CliError `usage` if it is unreadable
 */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? process.stdin.fd : file);
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    if (code === 'ENOENT') throw new CliError(EXIT.usage, 'cli-errors.missing-file', { file });
    throw new CliError(EXIT.usage, 'cli-errors.unreadable-file', { file, cause: getErrorMessage(error) });
  }
}

/** Resolves `+N` to the ISO date N days from today (UTC). Returns any other text unchanged. */
export function resolveDate(text: string): string {
  const [, days] = /^\+(\d{1,4})$/.exec(text) ?? [];
  return days === undefined ? text : new Date(Date.now() + Number(days) * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the media type by the extension of a file with rows: JSON, or else CSV. */
export function getFileType(file: string, charset?: string): string {
  if (file.toLowerCase().endsWith('.json')) return 'application/json';
  return charset === undefined ? 'text/csv' : `text/csv; charset=${charset}`;
}
