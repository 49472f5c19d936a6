/** Output streams and environment of a command. */
export interface Terminal {
  writeOut: (text: string) => void;
  writeErr: (text: string) => void;
  env: Readonly<Record<string, string | undefined>>;
  /** True if `out` supports colours. */
  colour: boolean;
  /** Aborted by SIGINT or SIGTERM. */
  signal: AbortSignal;
}

/** Enables colours only if stdout is a TTY and NO_COLOR is unset. */
export function createProcessTerminal(): Terminal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return {
    writeOut: (text) => void process.stdout.write(text),
    writeErr: (text) => void process.stderr.write(text),
    env: process.env,
    colour: process.stdout.isTTY && !process.env.NO_COLOR,
    signal: controller.signal,
  };
}
