import { TextDecoder } from 'node:util';
import { FirstdayError } from '../../../lib/errors';

const UTF_16_BYTE_ORDER_MARK = Buffer.from([0xff, 0xfe]);

/**
 * The text of a file by the charset that its sender names, else by its byte order mark, else UTF-8; never with a wrong
 * letter in a name.
 * @throws FirstdayError `unsupported-media-type` for an unknown charset, `invalid-request` where the bytes are none of it
 */
export function decodeText(bytes: Buffer, contentType: string): string {
  const [, named] = /charset="?([^";\s]+)/i.exec(contentType) ?? [];
  const charset = bytes.subarray(0, UTF_16_BYTE_ORDER_MARK.length).equals(UTF_16_BYTE_ORDER_MARK)
    ? 'utf-16le'
    : (named ?? 'utf-8');
  try {
    return createTextDecoder(charset).decode(bytes);
  } catch (error) {
    if (error instanceof FirstdayError) throw error;
    const message = `is not ${charset}: save it as “CSV UTF-8”, or name its charset, as in Content-Type: text/csv; charset=windows-1252`;
    throw new FirstdayError('invalid-request', undefined, [{ field: '(file)', message }]);
  }
}

function createTextDecoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw new FirstdayError('unsupported-media-type', 'This charset is not known. UTF-8 is best.');
  }
}
