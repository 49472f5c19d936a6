import pino, { type Logger } from 'pino';
import { RotatingFile } from './rotating-file';

const MAX_LOG_BYTES = 20 * 1024 * 1024;

/**
 * Creates a structured logger to standard output or, appending, to `file`, which rotates. Log ids and codes only: never a
 * name, an address or a token.
 */
export function createLogger(level: string, file?: string, maxBytes = MAX_LOG_BYTES): Logger {
  const options = { level, timestamp: pino.stdTimeFunctions.isoTime };
  return file ? pino(options, new RotatingFile(file, maxBytes)) : pino(options);
}
