import pino, { type Logger } from 'pino';

/**
 * Structured log lines, to standard output or appended to `file`. Ids and codes only: never a name, an address or a token.
 * A file is written at once, so that a kill loses no line.
 */
export function createLogger(level: string, file?: string): Logger {
  const options = { level, timestamp: pino.stdTimeFunctions.isoTime };
  return file ? pino(options, pino.destination({ dest: file, sync: true, mkdir: true })) : pino(options);
}
