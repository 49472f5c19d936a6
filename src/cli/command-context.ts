import type { Command } from 'commander';
import { ApiClient } from './api-client';
import type { Terminal } from './output/terminal';
import type { TextSettings } from './output/text-settings';
import { type GlobalOptions, resolveConnectionSettings } from './connection-settings';

export interface CommandContext extends TextSettings {
  api: ApiClient;
  terminal: Terminal;
  json: boolean;
  /** Prints the body as JSON with --json, otherwise as formatted by `format`. */
  printResponse: <Body>(body: Body, format: (settings: TextSettings, body: Body) => string) => void;
  /** Prints a note for people on standard error, so that standard output holds only the result. None with --json. */
  printNote: (text: string) => void;
}

/** Creates the context of a command from its parsed options. */
export type OpenContext = (command: Command) => CommandContext;

export function createContextOpener(terminal: Terminal, settings: TextSettings): OpenContext {
  return (command) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const connection = resolveConnectionSettings(options, terminal.env);
    const json = options.json ?? false;
    return {
      ...settings,
      api: new ApiClient({ ...connection, locale: settings.locale, signal: terminal.signal }),
      terminal,
      json,
      printResponse: (body, format) =>
        terminal.writeOut(json ? `${JSON.stringify(body, undefined, 2)}\n` : format(settings, body)),
      printNote: (text) => (json ? undefined : terminal.writeErr(text)),
    };
  };
}

/** Names the option that fetches the next page, if there is one. */
export function printNextPageNote(
  { t, style, printNote }: CommandContext,
  { nextCursor }: { nextCursor?: string },
): void {
  if (nextCursor !== undefined)
    printNote(style(`${t('cli-output.next-page', { option: `--cursor ${nextCursor}` })}\n`, 'gray'));
}
