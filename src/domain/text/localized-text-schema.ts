import { z } from 'zod';
import type { LocalizedText } from './localized-text';

/** Not in `localized-text.ts`, which workflows import: they must not load zod. */
export const localizedTextSchema = z.union([
  z.string(),
  z.strictObject({ en: z.string(), de: z.string() }),
]) satisfies z.ZodType<LocalizedText>;
