import { z } from 'zod';
import { failWith } from '../domain/field-errors/fail-with';

/** Small enough to be attached to every mail. */
const MAX_LOGO_BYTES = 64 * 1024;
const DATA_URL = /^data:(image\/(?:png|jpeg));base64,([A-Za-z0-9+/]+={0,2})$/;
/** First bytes of a file, by its media type. Mail programs do not show SVG. */
const SIGNATURES = { 'image/png': '89504e470d0a1a0a', 'image/jpeg': 'ffd8ff' } as const;

export interface Logo {
  mediaType: keyof typeof SIGNATURES;
  content: Buffer;
}

/** Returns undefined unless the text is a `data:` URL of a PNG or JPEG file. */
export function decodeLogo(dataUrl: string): Logo | undefined {
  const [, type, base64 = ''] = DATA_URL.exec(dataUrl) ?? [];
  const mediaType = type as Logo['mediaType'] | undefined;
  const content = Buffer.from(base64, 'base64');
  return mediaType !== undefined && hasSignature(content, mediaType) ? { mediaType, content } : undefined;
}

/** Returns the `data:` URL of a file. The media type of a file that is neither PNG nor JPEG is unknown, and is refused. */
export function encodeLogo(content: Buffer): string {
  const known = (Object.keys(SIGNATURES) as Logo['mediaType'][]).find((type) => hasSignature(content, type));
  return `data:${known ?? 'application/octet-stream'};base64,${content.toString('base64')}`;
}

const hasSignature = (content: Buffer, mediaType: Logo['mediaType']): boolean =>
  content.toString('hex', 0, 8).startsWith(SIGNATURES[mediaType]);

const MAX_URL_LENGTH = 'data:image/jpeg;base64,'.length + 4 * Math.ceil(MAX_LOGO_BYTES / 3);

export const logoSchema = () =>
  z
    .string()
    .refine((url) => url.length <= MAX_URL_LENGTH && decodeLogo(url) !== undefined, failWith('format.logo', {}))
    .meta({ description: 'PNG or JPEG as a `data:` URL, 64 KB at most.' });
