/** Returns the record's own value for a key from outside: `constructor` and `__proto__` name nothing in it. */
export const findOwn = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
