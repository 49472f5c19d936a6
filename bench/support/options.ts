import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

/** Reads `--name value` options that are numbers, and those of `texts`. Flags of `flags` are true if present. */
export function parseOptions<Name extends string, Text extends string, Flag extends string>(
  defaults: Record<Name, number>,
  texts: readonly Text[],
  flags: readonly Flag[] = [],
): Record<Name, number> & Partial<Record<Text, string>> & Record<Flag, boolean> {
  const numberNames = Object.keys(defaults) as Name[];
  const options = Object.fromEntries([
    ...[...numberNames, ...texts].map((name) => [name, { type: 'string' as const }]),
    ...flags.map((name) => [name, { type: 'boolean' as const, default: false }]),
  ]);
  const values: Record<string, unknown> = parseArgs({ options }).values;
  const numbers = numberNames.map((name) => [name, parseNumber(name, values[name] ?? defaults[name])]);
  return { ...values, ...Object.fromEntries(numbers) } as ReturnType<typeof parseOptions<Name, Text, Flag>>;
}

function parseNumber(name: string, text: unknown): number {
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`--${name} must be a number.`);
  return value;
}

/** Date, commit and machine of a measurement, for its report. */
export const describeRun = () => ({
  date: new Date().toISOString().slice(0, 10),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  cores: cpus().length,
});

export const writeJson = (file: string, content: object): void =>
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
