import { z } from 'zod';
import { failWith } from '../field-errors/fail-with';
import { isEmailAddress, normalizeEmail } from './email-address';
import { hasLostCharacters, isMultilineText, isSingleLineText, isVisibleText, normalizeTypedText } from './characters';

/** Typed text in one normal form. */
const typedTextSchema = () =>
  z
    .string()
    .overwrite(normalizeTypedText)
    .trim()
    .refine((text) => !hasLostCharacters(text), failWith('lost-characters', {}));

/** One line of typed text: never empty, no control characters. */
export const singleLineTextSchema = (max: number) =>
  typedTextSchema()
    .min(1)
    .max(max)
    .refine((text) => text === '' || isVisibleText(text), failWith('empty', {}))
    .refine(isSingleLineText, failWith('control-characters', {}));

/** Typed text. Allows tabs and line breaks, but no other control characters. */
export const multilineTextSchema = (max: number) =>
  typedTextSchema().max(max).refine(isMultilineText, failWith('control-characters', {}));

/** In one normal form, so that two spellings of one mailbox compare equal: lower case, with the ASCII form of the domain. */
export const emailSchema = () =>
  z
    .string()
    .trim()
    .overwrite(normalizeEmail)
    .max(254, { abort: true })
    .refine(isEmailAddress, failWith('format.email', {}))
    .meta({ format: 'email' });

/** `YYYY-MM-DD`; must be an existing date. */
export const isoDateSchema = () => z.iso.date();

/** RFC 3339 instant, with `Z` or an offset. */
export const instantSchema = () => z.iso.datetime({ offset: true });

const CODE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Code of a plan, location, equipment model or training. */
export const codeSchema = () =>
  z
    .string()
    .trim()
    .min(1)
    .max(64)
    .refine((code) => CODE_PATTERN.test(code), failWith('format.code', {}))
    .meta({ pattern: CODE_PATTERN.source });
