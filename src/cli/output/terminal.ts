/** Where a command writes and what it may know of its surroundings. */
export interface Terminal {
  out: (text: string) => void;
  err: (text: string) => void;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether `out` shows colours. */
  colour: boolean;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** The terminal of this process; colours only where a person looks, and NO_COLOR is honoured. */
export function createProcessTerminal(): Terminal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    colour: process.stdout.isTTY && !process.env.NO_COLOR,
    signal: controller.signal,
  };
}
