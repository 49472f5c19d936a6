import type { Command } from 'commander';
import { Api } from './api';
import type { Terminal } from './output/terminal';
import { type Style, styleFor } from './output/text';
import { type GlobalOptions, settingsOf } from './settings';

/** What every command works with. */
export interface Context {
  api: Api;
  terminal: Terminal;
  style: Style;
  json: boolean;
  /** Shows an answer: as JSON for scripts, else in words. */
  show: <Body>(body: Body, inWords: (body: Body) => string) => void;
}

/** Gives the context of a command once its options are known. */
export type Open = (command: Command) => Context;

export function opener(terminal: Terminal): Open {
  return (command) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const { url, token } = settingsOf(options, terminal.env);
    const json = options.json ?? false;
    return {
      api: new Api(url, token, terminal.signal),
      terminal,
      style: styleFor(terminal.colour),
      json,
      show: (body, inWords) => terminal.out(json ? `${JSON.stringify(body, undefined, 2)}\n` : inWords(body)),
    };
  };
}
