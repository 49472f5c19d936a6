import { type ErrorCode, ERRORS } from '../../../lib/errors';
import { defineMessages } from '../../i18n/locale';

const englishTitles = Object.fromEntries(Object.entries(ERRORS).map(([code, { title }]) => [code, title])) as Record<
  ErrorCode,
  string
>;

export const problemTitles = defineMessages<Record<ErrorCode, string>>({
  en: englishTitles,
  de: {
    'bad-json': 'Der Inhalt ist kein gültiges JSON.',
    'invalid-request': 'Einige Angaben stimmen nicht.',
    unauthorized: 'Bitte melden Sie sich an.',
    forbidden: 'Ihre Rollen erlauben das nicht.',
    'cross-site': 'Das kam nicht von unseren eigenen Seiten: Öffnen Sie sie und versuchen Sie es noch einmal.',
    'link-expired': 'Dieser Link ist abgelaufen oder wurde schon benutzt: Fordern Sie einen neuen an.',
    'not-found': 'Hier ist nichts, oder nichts, was Sie sehen dürfen.',
    'method-not-allowed': 'Diese Adresse kennt diese Methode nicht.',
    'already-open': 'Für diese Person läuft schon ein Onboarding.',
    'already-decided': 'Das wurde schon entschieden.',
    'not-waiting': 'Darauf wartet gerade nichts.',
    'not-possible': 'Das geht bei diesem Onboarding jetzt nicht.',
    closed: 'Dieses Onboarding ist beendet.',
    conflict: 'Das widerspricht dem, was schon da ist.',
    'body-too-large': 'Das ist zu groß.',
    'unsupported-media-type': 'Dieses Format wird hier nicht gelesen.',
    'idempotency-key-reused': 'Dieser Schlüssel wurde schon mit anderem Inhalt benutzt.',
    'invalid-rows': 'Einige Zeilen stimmen nicht; nichts wurde begonnen.',
    'not-plannable': 'Für diese Angaben lässt sich kein Plan machen.',
    'too-many-requests': 'Zu viele Anfragen: Warten Sie kurz und versuchen Sie es dann noch einmal.',
    internal: 'Auf unserer Seite ist etwas fehlgeschlagen; es ist vermerkt.',
    unavailable: 'Ein System dahinter antwortet nicht: Versuchen Sie es gleich noch einmal.',
  },
});
