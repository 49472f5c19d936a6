import { inEveryLanguage } from '../locale';

/** Sentences that a page shows after a form was sent, by the key in its address: nobody can have it show anything else. */
export const saidIn = inEveryLanguage<Record<string, string>>({
  en: {
    'signed-out': 'You are signed out.',
    submitted: 'Submitted: the people who have to agree are being asked.',
    recorded: 'Recorded. It takes effect as soon as the system behind it answers.',
  },
  de: {
    'signed-out': 'Sie sind abgemeldet.',
    submitted: 'Eingereicht: Wer zustimmen muss, wird gefragt.',
    recorded: 'Vermerkt. Es wirkt, sobald das System dahinter antwortet.',
  },
});

/** What a browser kept of a form that was sent well is forgotten: the form's `data-keep`, by what was said. */
export const FORGOTTEN: Readonly<Record<string, string>> = {
  submitted: 'request',
};
