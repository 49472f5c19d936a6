import { CliError, EXIT } from './exit';

/** Argument parser of a repeatable option. */
export const collectOption = (value: string, previous: string[] = []): string[] => [...previous, value];

/**
 * Splits `name=value`.
 * @throws CliError `usage` if the text is not an assignment
 */
export function parseAssignment(text: string): [name: string, value: string] {
  const [, name, value] = /^\s*([A-Za-z][\w.-]*)\s*=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new CliError(EXIT.usage, 'cli-errors.no-assignment', { text });
  return [name, value.trim()];
}
