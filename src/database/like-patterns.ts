const escapeLikeWildcards = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

export const buildContainsPattern = (text: string): string => `%${escapeLikeWildcards(text)}%`;

export const buildPrefixPattern = (text: string): string => `${escapeLikeWildcards(text)}%`;
