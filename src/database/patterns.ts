/** What it holds of wildcards is meant literally. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** A pattern for texts that hold this very one. */
export const containing = (text: string): string => `%${literal(text)}%`;

/** A pattern for texts that begin with this very one. */
export const beginningWith = (text: string): string => `${literal(text)}%`;
