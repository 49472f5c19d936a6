/** Replaces a payload that cannot be decrypted or parsed. No schema accepts it. */
export const UNDECODABLE = { firstdayUndecodable: true } as const;

export const isUndecodable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'firstdayUndecodable' in value;
