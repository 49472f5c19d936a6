import type { Request, Response } from 'express';
import { createReason } from '../../domain/reasons/reason';
import { FirstdayError } from '../../lib/errors';
import { type FormValues, readTextFields } from '../ui/forms';
import { readUploadedFile } from './upload';

/** Reads a form with a file or pasted text. The file comes first. */
export async function readImportForm(
  request: Request,
  response: Response,
): Promise<{ values: FormValues['values']; content: Buffer }> {
  const file = await readUploadedFile(request, response);
  const values = readTextFields(request.body);
  return { values, content: file ?? Buffer.from(values.pasted ?? '') };
}

/** @throws FirstdayError `invalid-request` if there is neither file nor text */
export function requireContent(content: Buffer): Buffer {
  if (content.length > 0) return content;
  throw new FirstdayError('invalid-request', createReason('invalid-request.no-content', {}));
}
