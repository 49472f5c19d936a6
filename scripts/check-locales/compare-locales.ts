import { IntlMessageFormat } from 'intl-messageformat';
import { flattenRooms, type Rooms } from '../../src/i18n/locales';

/** Part of a parsed ICU message. A plural or select has `options`, a tag has `children`. */
interface IcuElement {
  type: number;
  value?: string;
  options?: Readonly<Record<string, { value: readonly IcuElement[] }>>;
  children?: readonly IcuElement[];
}
const LITERAL = 0;

/**
 * Returns the sorted names of the values that an ICU message needs.
 * @throws SyntaxError if it is no ICU message.
 */
export function listValues(text: string): string[] {
  const names = new Set<string>();
  const visit = (elements: readonly IcuElement[]): void => {
    for (const { type, value, options = {}, children = [] } of elements) {
      if (value !== undefined && type !== LITERAL) names.add(value);
      for (const option of Object.values(options)) visit(option.value);
      visit(children);
    }
  };
  visit(new IntlMessageFormat(text, 'en').getAst());
  return [...names].sort();
}

/** Compares a language with the reference. Returns one line per difference. */
export function compareLocales(reference: Rooms, rooms: Rooms, locale: string): string[] {
  const expected = flattenRooms(reference);
  const actual = flattenRooms(rooms);
  const missing = [...expected.keys()].filter((key) => !actual.has(key)).map((key) => `${locale}: ${key} is missing`);
  const extra = [...actual.keys()]
    .filter((key) => !expected.has(key))
    .map((key) => `${locale}: ${key} is not in English`);
  const different = [...actual].flatMap(([key, text]) => describeValueDifference(locale, key, text, expected.get(key)));
  return [...missing, ...extra, ...different];
}

function describeValueDifference(locale: string, key: string, text: string, reference: string | undefined): string[] {
  try {
    const [needed, expected] = [listValues(text), listValues(reference ?? text)].map((names) => names.join(', '));
    return needed === expected ? [] : [`${locale}: ${key} needs {${needed}}, in English {${expected}}`];
  } catch (error) {
    return [`${locale}: ${key} is no ICU message: ${String(error)}`];
  }
}
