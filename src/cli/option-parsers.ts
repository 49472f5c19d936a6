import { CliError, EXIT } from './exit';

/** Collects an option that may be given several times. */
export const collectOption = (value: string, previous: string[] = []): string[] => [...previous, value];

/** `name=value` as its two halves. @throws CliError `usage` */
export function parseAssignment(text: string): [name: string, value: string] {
  const [, name, value] = /^\s*([A-Za-z][\w.-]*)\s*=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new CliError(EXIT.usage, `“${text}” is no assignment: write name=value.`);
  return [name, value.trim()];
}
