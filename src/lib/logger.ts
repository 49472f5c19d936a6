import pino, { type Logger } from 'pino';

/**
 * Creates a structured logger to standard output or, appending, to `file`. Log ids and codes only: never a name, an
 * address or a token. A file is written synchronously, so that a kill loses no line.
 */
export function createLogger(level: string, file?: string): Logger {
  const options = { level, timestamp: pino.stdTimeFunctions.isoTime };
  return file ? pino(options, pino.destination({ dest: file, sync: true, mkdir: true })) : pino(options);
}
