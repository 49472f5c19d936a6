/* eslint-disable no-control-regex */
// C0/C1 controls, line/paragraph separators, bidirectional overrides and halves of characters (which no database keeps):
// none belongs in a name or a title.
const FORBIDDEN_IN_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;
const FORBIDDEN_IN_MULTILINE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;
/* eslint-enable no-control-regex */

/** Whether this can be one line of text: no control characters, no marks that turn the direction of writing. */
export const isSingleLineText = (text: string): boolean => !FORBIDDEN_IN_LINE.test(text);

/** Whether this can be text of several lines: as `isLine`, with tabs and line breaks. */
export const isMultilineText = (text: string): boolean => !FORBIDDEN_IN_MULTILINE.test(text);
