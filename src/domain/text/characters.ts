/* eslint-disable no-control-regex */
// C0/C1 controls, line and paragraph separators, bidirectional overrides and lone surrogates (which no database
// stores): none belongs in a name or a title.
const FORBIDDEN_IN_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;
const FORBIDDEN_IN_MULTILINE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;
/* eslint-enable no-control-regex */

/** True if the text fits on one line: no control characters, no marks that change the writing direction. */
export const isSingleLineText = (text: string): boolean => !FORBIDDEN_IN_LINE.test(text);

/** Like `isSingleLineText`, but allows tabs and line breaks. */
export const isMultilineText = (text: string): boolean => !FORBIDDEN_IN_MULTILINE.test(text);

/** Shown for bytes that are no UTF-8: whatever was typed there is lost. */
const REPLACEMENT_CHARACTER = '\ufffd';
export const hasLostCharacters = (text: string): boolean => text.includes(REPLACEMENT_CHARACTER);

/**
 * Marks that come along when a text is copied, and that nobody sees: direction marks and embeddings, zero-width spaces,
 * byte order marks. Joiners stay: Persian and many Indian names need them.
 */
const INVISIBLE_MARKS = /[\u200b\u200e\u200f\u202a-\u202c\u2060\u2066-\u2069\ufeff]/g;

/** Returns the text in one normal form (NFC), without invisible marks. */
export const normalizeTypedText = (text: string): string => text.normalize('NFC').replace(INVISIBLE_MARKS, '');

/** Neither separators and controls nor letters that are drawn as nothing. */
const VISIBLE = /(?!\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0)[^\p{C}\p{Z}]/u;
export const isVisibleText = (text: string): boolean => VISIBLE.test(text);
