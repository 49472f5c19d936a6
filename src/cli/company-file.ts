import { isRecord } from '../domain/is-record';
import type { CompanyResponse } from './api-responses';
import { CliError, EXIT } from './exit';
import { getErrorMessage } from './get-error-message';
import { decodeText, readBytes } from './request-file';

/** Settings in a file, as they were exported; a file by hand need not name the version that it is based on. */
export interface CompanyFile {
  version?: number;
  settings: object;
}

/**
 * Reads settings in YAML or JSON, without validation: that is left to the API.
 * @throws CliError `usage` if the file is unreadable or holds anything else
 */
export async function readCompanyFile(file: string): Promise<CompanyFile> {
  const { version, ...settings } = await parseObject(file);
  return typeof version === 'number' ? { version, settings } : { settings };
}

async function parseObject(file: string): Promise<Record<string, unknown>> {
  const { parse } = await import('yaml');
  try {
    const value: unknown = parse(decodeText(readBytes(file)));
    if (isRecord(value)) return value;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT.usage, 'cli-errors.invalid-yaml-file', { file, cause: getErrorMessage(error) });
  }
  throw new CliError(EXIT.usage, 'cli-errors.no-settings', { file });
}

export async function formatCompanyFile({ version, settings }: CompanyResponse): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify({ version, ...settings }, { lineWidth: 0 });
}
