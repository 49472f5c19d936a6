import de from '../../locales/de';
import en from '../../locales/en';
import { LOCALES, type Locale } from '../domain/locale';

export { LOCALES, type Locale };

/** English is the reference: its keys are the type of all messages. */
export const MESSAGES = { en, de } satisfies Record<Locale, unknown>;

export const DEFAULT_LOCALE: Locale = 'en';

type English = typeof en;
/** `<file>.<key>` of a message in `locales/<locale>/<file>.json`. */
export type MessageKey = { [Room in keyof English]: `${Room}.${keyof English[Room] & string}` }[keyof English];

/** Messages of one language by file and key. */
export type Rooms = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Returns the messages by `<file>.<key>`. A map has no inherited keys, which data might name. */
export const flattenRooms = (rooms: Rooms): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(rooms).flatMap(([room, messages]) =>
      Object.entries(messages).map(([key, text]) => [`${room}.${key}`, text] as const),
    ),
  );

const TEXTS: Readonly<Record<Locale, ReadonlyMap<string, string>>> = { en: flattenRooms(en), de: flattenRooms(de) };

/** Returns the ICU text of a key that may not exist, for keys built from data. */
export const findMessageText = (locale: Locale, key: string): string | undefined => TEXTS[locale].get(key);
