import type { Command } from 'commander';
import { ApiClient } from './api-client';
import type { Terminal } from './output/terminal';
import { type Style, createStyle } from './output/text';
import { type GlobalOptions, resolveConnectionSettings } from './connection-settings';

export interface CommandContext {
  api: ApiClient;
  terminal: Terminal;
  style: Style;
  json: boolean;
  /** Prints the body as JSON with --json, otherwise as formatted by `inWords`. */
  printResponse: <Body>(body: Body, format: (body: Body) => string) => void;
}

/** Creates the context of a command from its parsed options. */
export type OpenContext = (command: Command) => CommandContext;

export function createContextOpener(terminal: Terminal): OpenContext {
  return (command) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const { url, token } = resolveConnectionSettings(options, terminal.env);
    const json = options.json ?? false;
    return {
      api: new ApiClient(url, token, terminal.signal),
      terminal,
      style: createStyle(terminal.colour),
      json,
      printResponse: (body, format) =>
        terminal.writeOut(json ? `${JSON.stringify(body, undefined, 2)}\n` : format(body)),
    };
  };
}
