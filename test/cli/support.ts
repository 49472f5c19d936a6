import type { Terminal } from '../../src/cli/output/terminal';
import { runCommandLine } from '../../src/cli/program';

/** Creates a terminal without colours that records its output. */
export function createTestTerminal(env: Terminal['env'] = {}) {
  const written = { out: '', err: '' };
  const controller = new AbortController();
  const terminal: Terminal = {
    writeOut: (text) => void (written.out += text),
    writeErr: (text) => void (written.err += text),
    env,
    colour: false,
    signal: controller.signal,
  };
  return { terminal, written, interrupt: () => controller.abort() };
}

export async function runFirstday(
  args: string[],
  { url, token, language }: { url: string; token?: string; language?: string },
) {
  const { terminal, written } = createTestTerminal({ FIRSTDAY_URL: url, FIRSTDAY_TOKEN: token, LANG: language });
  const code = await runCommandLine(args, terminal);
  return { code, ...written };
}
