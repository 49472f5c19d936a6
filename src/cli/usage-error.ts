import type { MessageKey } from '../i18n/locales';
import type { Translate } from '../i18n/translate';

/** Errors of commander, which are English. The groups are the values of the message. */
const USAGE_ERRORS: readonly (readonly [RegExp, MessageKey])[] = [
  [/^error: unknown command '(?<name>.*)'$/, 'cli-errors.usage.unknown-command'],
  [/^error: unknown option '(?<name>.*)'$/, 'cli-errors.usage.unknown-option'],
  [/^error: missing required argument '(?<name>.*)'$/, 'cli-errors.usage.missing-argument'],
  [/^error: option '(?<name>.*)' argument missing$/, 'cli-errors.usage.missing-value'],
  [/^error: required option '(?<name>.*)' not specified$/, 'cli-errors.usage.missing-option'],
  [
    /^error: option '(?<name>.*)' argument '(?<value>.*)' is invalid\. Allowed choices are (?<choices>.*)\.$/s,
    'cli-errors.usage.invalid-choice',
  ],
  [
    /^error: option '(?<name>.*)' argument '(?<value>.*)' is invalid\. (?<detail>.*)$/s,
    'cli-errors.usage.invalid-value',
  ],
  [
    /^error: too many arguments.*\. Expected (?<expected>\d+) arguments? but got (?<actual>\d+)\.$/,
    'cli-errors.usage.too-many-arguments',
  ],
  [/^\(Did you mean (?:one of )?(?<names>.*)\?\)$/, 'cli-errors.usage.suggestion'],
];

/** Translates an error of commander with its suggestion; returns an unknown text unchanged. */
export function translateUsageError(t: Translate, text: string): string {
  const lines = text.trimEnd().split(/\n(?=\(Did you mean .*\?\)$)/);
  return `${lines.map((line) => translateLine(t, line)).join('\n')}\n`;
}

function translateLine(t: Translate, line: string): string {
  for (const [pattern, key] of USAGE_ERRORS) {
    const match = pattern.exec(line);
    if (match) return t(key, match.groups);
  }
  return line;
}
