import { flattenRooms, type Rooms } from '../../src/i18n/locales';
import { listValues } from './compare-locales';
import type { MessageReference } from './references';

export function findUnusedKeys(rooms: Rooms, references: readonly MessageReference[]): string[] {
  const all = [...flattenRooms(rooms).keys()];
  const used = new Set(references.filter(namesSomeOf(all)).flatMap((reference) => listKeys(all, reference)));
  return all.filter((key) => !used.has(key)).map((key) => `${key} is not used`);
}

/** Finds calls whose values are not exactly those that each of their messages needs. */
export function findCallIssues(rooms: Rooms, references: readonly MessageReference[]): string[] {
  const messages = flattenRooms(rooms);
  const all = [...messages.keys()];
  return references.filter(namesSomeOf(all)).flatMap((reference) => {
    const { place, values } = reference;
    if (values === undefined) return [];
    const passed = values.join(', ');
    return listKeys(all, reference).flatMap((key) => {
      const needed = listValues(messages.get(key) ?? '').join(', ');
      return needed === passed ? [] : [`${place}: ${key} needs {${needed}}, gets {${passed}}`];
    });
  });
}

/** False for a variable of type `MessageKey`: the place that assigns it names the message. */
const namesSomeOf =
  (all: readonly string[]) =>
  ({ keys }: MessageReference): boolean =>
    keys.length < all.length;

const listKeys = (all: readonly string[], { keys, pattern }: MessageReference): readonly string[] =>
  pattern ? all.filter((key) => pattern.test(key)) : keys.filter((key) => all.includes(key));
