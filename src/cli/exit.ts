import { DEFAULT_LOCALE, type Locale, type MessageKey } from '../i18n/locales';
import { translate, type MessageValues } from '../i18n/translate';

/** Process exit codes, by which scripts distinguish the cases. Documented in README.md. */
export const EXIT = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  rejected: 3,
  unreachable: 4,
  notCompleted: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

type ErrorKey = Extract<MessageKey, `cli-errors.${string}`>;

/** Expected error, which carries the exit code of the process. It is worded where it is printed. */
export class CliError extends Error {
  override readonly name = 'CliError';
  constructor(
    readonly exitCode: ExitCode,
    private readonly key: ErrorKey,
    private readonly values: MessageValues = {},
  ) {
    super(translate(DEFAULT_LOCALE, key, values));
  }

  /** Identifies the error for scripts. */
  get code(): string {
    return this.key.slice('cli-errors.'.length);
  }

  describe(locale: Locale): string {
    return translate(locale, this.key, this.values);
  }
}
