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
