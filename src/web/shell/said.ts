import { inEveryLanguage } from '../locale';

/** Sentences that a page shows after a form was sent, by the key in its address: nobody can have it show anything else. */
export const saidIn = inEveryLanguage<Record<string, string>>({
  en: {
    'signed-out': 'You are signed out.',
    recorded: 'Recorded. It takes effect as soon as the system behind it answers.',
  },
  de: {
    'signed-out': 'Sie sind abgemeldet.',
    recorded: 'Vermerkt. Es wirkt, sobald das System dahinter antwortet.',
  },
});
