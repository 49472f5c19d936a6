import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { FirstdayError } from '../../lib/errors';

const UPLOAD_LIMITS = { fileSize: 5_000_000, files: 1, fields: 20, fieldSize: 5_000_000 };
const parseSingleFile = multer({ storage: multer.memoryStorage(), limits: UPLOAD_LIMITS }).single('file');

/**
 * Reads a form with a file in the field `file` into memory. Sets the other fields on `request.body`.
 * @returns undefined if the file is missing or empty.
 * @throws FirstdayError `body-too-large` when the file or a field exceeds its limit.
 * @throws FirstdayError `invalid-request` when the form cannot be parsed.
 */
export async function readUploadedFile(request: Request, response: Response): Promise<Buffer | undefined> {
  await new Promise<void>((resolve, reject) => {
    parseSingleFile(request, response, (error: unknown) => {
      if (error) reject(toUploadError(error));
      else resolve();
    });
  });
  return request.file && request.file.size > 0 ? request.file.buffer : undefined;
}

function toUploadError(error: unknown): FirstdayError {
  const isTooLarge = error instanceof MulterError && /^LIMIT_(FILE|FIELD)/.test(error.code);
  return new FirstdayError(isTooLarge ? 'body-too-large' : 'invalid-request');
}
