import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { FirstdayError } from '../../lib/errors';

const UPLOAD_LIMITS = { fileSize: 5_000_000, files: 1, fields: 20, fieldSize: 5_000_000 };
const parseSingleFile = multer({ storage: multer.memoryStorage(), limits: UPLOAD_LIMITS }).single('file');

/**
 * Reads a form with a file in its field `file`, kept in memory: its other fields are in `request.body` after.
 * @throws FirstdayError `body-too-large`, or `invalid-request` where it is no such form
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
