/** Difference between two versions of the settings at one place. */
export interface SettingChange {
  /** Dotted path, such as `locations.berlin.startTime`. */
  path: string;
  /** Undefined if the setting was added. */
  before?: unknown;
  /** Undefined if the setting was removed. */
  after?: unknown;
}

/** Lists the differences in the order of their paths. A list counts as one setting: its entries have no names. */
export function compareSettings(before: object, after: object): SettingChange[] {
  return listChanges(before, after, []).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function listChanges(before: unknown, after: unknown, path: readonly string[]): SettingChange[] {
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => listChanges(before[name], after[name], [...path, name]));
  }
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  return isSame ? [] : [{ path: path.join('.'), before, after }];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
