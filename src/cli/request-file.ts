import { readFileSync } from 'node:fs';
import { CliError, EXIT } from './exit';

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
  const content = readText(file);
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new CliError(EXIT.usage, `${file} is not valid JSON: ${error instanceof Error ? error.message : ''}`);
  }
  throw new CliError(EXIT.usage, `${file} must hold one JSON object; examples/ has requests.`);
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? process.stdin.fd : file, 'utf8');
  } catch (error) {
    throw new CliError(EXIT.usage, `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Resolves `+N` to the ISO date N days from today (UTC). Returns any other text unchanged. */
export function resolveDate(text: string): string {
  const [, days] = /^\+(\d{1,4})$/.exec(text) ?? [];
  return days === undefined ? text : new Date(Date.now() + Number(days) * DAY_MS).toISOString().slice(0, 10);
}
