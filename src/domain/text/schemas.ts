import { z } from 'zod';
import { isSingleLineText, isMultilineText } from './characters';

/** One line of text a person typed: trimmed, never empty, no control characters. */
export const singleLineTextSchema = (max: number) =>
  z.string().trim().min(1).max(max).refine(isSingleLineText, 'must not contain control characters');

/** Text of several lines: tabs and line breaks are allowed, other control characters are not. */
export const multilineTextSchema = (max: number) =>
  z.string().trim().max(max).refine(isMultilineText, 'must not contain control characters');

/** An e-mail address, lower-cased, so that two spellings of one mailbox compare equal. */
export const emailSchema = () => z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A calendar date, `YYYY-MM-DD`, that exists. */
export const isoDateSchema = () => z.iso.date();

/** An instant, RFC 3339 in UTC. */
export const instantSchema = () => z.iso.datetime({ offset: true });

/** A short code: a plan, a location, an equipment model, a training. */
export const codeSchema = () =>
  z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'may hold letters, digits, dots, dashes and underscores');
