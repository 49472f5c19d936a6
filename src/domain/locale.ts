/** Languages of pages, mails and commands: one folder each in `locales/`. */
export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];
