import { z } from 'zod';

/* eslint-disable no-control-regex */
// C0/C1 controls, line/paragraph separators, bidirectional overrides and halves of characters (which no database keeps):
// none belongs in a name or a title.
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;
const FORBIDDEN_IN_PROSE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;
/* eslint-enable no-control-regex */

/** One line of text a person typed: trimmed, never empty, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !FORBIDDEN.test(text), 'must not contain control characters');

/** Text of several lines: tabs and line breaks are allowed, other control characters are not. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !FORBIDDEN_IN_PROSE.test(text), 'must not contain control characters');

/** An e-mail address, lower-cased, so that two spellings of one mailbox compare equal. */
export const email = () => z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A calendar date, `YYYY-MM-DD`, that exists. */
export const isoDate = () => z.iso.date();

/** An instant, RFC 3339 in UTC. */
export const instant = () => z.iso.datetime({ offset: true });

/** A short code: a plan, a location, an equipment model, a training. */
export const code = () =>
  z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'may hold letters, digits, dots, dashes and underscores');
