/** A text by language, English first. Every language of `locales/` has a member. */
export interface Translations {
  readonly en: string;
  readonly de: string;
}

/** Text that carries its languages itself: plain JSON. A mere string is the text in every language. */
export type LocalizedText = string | Translations;

/** For logs, Temporal's UI and messages to engineers, which are in English. */
export const getEnglishText = (text: LocalizedText): string => (typeof text === 'string' ? text : text.en);

/** A value as its reader gets it: every localized text in one language. */
export type InOneLanguage<Value> = unknown extends Value
  ? Value
  : LocalizedText extends Value
    ? string | Exclude<Value, LocalizedText>
    : Value extends object
      ? { [Key in keyof Value]: InOneLanguage<Value[Key]> }
      : Value;
