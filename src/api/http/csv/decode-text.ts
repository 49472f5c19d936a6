import { TextDecoder } from 'node:util';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { createReason } from '../../../domain/reasons/reason';
import { createInvalidRequestError, FirstdayError } from '../../../lib/errors';

/** Of spreadsheets' "Unicode text". */
const UTF_16_BYTE_ORDER_MARKS = [
  { charset: 'utf-16le', mark: Buffer.from([0xff, 0xfe]) },
  { charset: 'utf-16be', mark: Buffer.from([0xfe, 0xff]) },
];

/**
 * Decodes a file as UTF-16 if it starts with that byte order mark, else by the charset of its content type, else as
 * UTF-8. Invalid bytes are an error: a replacement character would corrupt a name.
 * @throws FirstdayError `unsupported-media-type` for an unknown charset, `invalid-request` for bytes invalid in it
 */
export function decodeText(bytes: Buffer, contentType: string): string {
  const [, declaredCharset] = /charset="?([^";\s]+)/i.exec(contentType) ?? [];
  const marked = UTF_16_BYTE_ORDER_MARKS.find(({ mark }) => bytes.subarray(0, mark.length).equals(mark));
  const charset = marked?.charset ?? declaredCharset ?? 'utf-8';
  try {
    return createTextDecoder(charset).decode(bytes);
  } catch (error) {
    if (error instanceof FirstdayError) throw error;
    throw createInvalidRequestError([createFieldError('(file)', 'csv.charset', { charset })]);
  }
}

function createTextDecoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw new FirstdayError('unsupported-media-type', createReason('unsupported-media-type.charset', {}));
  }
}
