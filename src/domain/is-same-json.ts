import { isRecord } from './is-record';

/**
 * Compares what both values are as JSON, without regard to the order of members: PostgreSQL stores documents in an order of
 * its own. A member that is undefined counts as missing.
 */
export const isSameJson = (a: unknown, b: unknown): boolean => serialize(a) === serialize(b);

const serialize = (value: unknown): string | undefined =>
  JSON.stringify(value, (_name, member: unknown) => (isRecord(member) ? sortMembers(member) : member));

const sortMembers = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
