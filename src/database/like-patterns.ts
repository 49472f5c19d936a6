/** What it holds of wildcards is meant literally. */
const escapeLikeWildcards = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** A pattern for texts that hold this very one. */
export const buildContainsPattern = (text: string): string => `%${escapeLikeWildcards(text)}%`;

/** A pattern for texts that begin with this very one. */
export const buildPrefixPattern = (text: string): string => `${escapeLikeWildcards(text)}%`;
