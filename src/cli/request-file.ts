import { readFileSync } from 'node:fs';
import { CliError, EXIT } from './exit';

const DAY_MS = 86_400_000;

/** The request in a file, with another start date where one is given. The API judges what it holds. */
export function readRequest(file: string, startDate?: string): object {
  const request = readJsonObject(file);
  return startDate === undefined ? request : { ...request, startDate: resolveDate(startDate) };
}

/** The JSON object in a file; - is standard input. @throws CliError `usage` */
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

/** A date as it is, or `+N`: so many days from today. */
export function resolveDate(text: string): string {
  const [, days] = /^\+(\d{1,4})$/.exec(text) ?? [];
  return days === undefined ? text : new Date(Date.now() + Number(days) * DAY_MS).toISOString().slice(0, 10);
}
