import { inEveryLanguage } from '../locale';

/** Sentences that a page shows after a form was sent, by the key in its address: nobody can have it show anything else. */
export const saidIn = inEveryLanguage<Record<string, string>>({
  en: {
    'signed-out': 'You are signed out.',
    approve: 'Approved. Thank you.',
    decline: 'Declined.',
    delegate: 'Handed on.',
    complete: 'Done. Thank you.',
    retry: 'It is tried again.',
    skip: 'It goes on without that step.',
    accept: 'Accepted: it is left behind.',
    rollback: 'Everything is being undone.',
    moved: 'The first day is moved, and everything pending with it.',
    amended: 'The request is changed.',
    submitted: 'Submitted: the people who have to agree are being asked.',
    recorded: 'Recorded. It takes effect as soon as the system behind it answers.',
    'item-added': 'The item is added, and free.',
    'items-imported': 'All items of the file are added.',
    'item-retired': 'The item is retired.',
    'item-restored': 'The item is back, and free.',
    'session-ended': 'That browser is signed out.',
    'sessions-ended': 'All other browsers are signed out.',
    'person-saved': 'The person is saved.',
    'token-revoked': 'The token no longer works.',
    'training-added': 'The session is added.',
  },
  de: {
    'signed-out': 'Sie sind abgemeldet.',
    approve: 'Zugestimmt. Vielen Dank.',
    decline: 'Abgelehnt.',
    delegate: 'Weitergegeben.',
    complete: 'Erledigt. Vielen Dank.',
    retry: 'Es wird noch einmal versucht.',
    skip: 'Es geht ohne diesen Schritt weiter.',
    accept: 'Hingenommen: Es bleibt zurück.',
    rollback: 'Alles wird zurückgenommen.',
    moved: 'Der erste Tag ist verschoben, und alles Ausstehende mit ihm.',
    amended: 'Der Antrag ist geändert.',
    submitted: 'Eingereicht: Wer zustimmen muss, wird gefragt.',
    recorded: 'Vermerkt. Es wirkt, sobald das System dahinter antwortet.',
    'item-added': 'Der Gegenstand ist hinzugefügt und frei.',
    'items-imported': 'Alle Gegenstände der Datei sind hinzugefügt.',
    'item-retired': 'Der Gegenstand ist ausgemustert.',
    'item-restored': 'Der Gegenstand ist zurück und frei.',
    'session-ended': 'Jener Browser ist abgemeldet.',
    'sessions-ended': 'Alle anderen Browser sind abgemeldet.',
    'person-saved': 'Die Person ist gespeichert.',
    'token-revoked': 'Der Token gilt nicht mehr.',
    'training-added': 'Der Termin ist hinzugefügt.',
  },
});

/** What a browser kept of a form that was sent well is forgotten: the form's `data-keep`, by what was said. */
export const FORGOTTEN: Readonly<Record<string, string>> = {
  submitted: 'request',
};
