import { defineMessages } from '../../i18n/locale';

interface DecisionLinkMessages {
  over: string;
  approved: (by: string, when: string) => string;
  declined: (by: string, when: string) => string;
  completed: (by: string, when: string) => string;
  expired: (when: string) => string;
  reassigned: string;
  thanks: string;
  /** By action. */
  confirmations: Readonly<Record<string, string>>;
  signIn: string;
}

export const decisionLinkMessages = defineMessages<DecisionLinkMessages>({
  en: {
    over: 'This is settled',
    approved: (by: string, when: string) => `${by} approved on ${when}.`,
    declined: (by: string, when: string) => `${by} declined on ${when}.`,
    expired: (when: string) => `Nobody decided in time: it expired on ${when}.`,
    completed: (by: string, when: string) => `${by} did it on ${when}.`,
    reassigned: 'Somebody else is asked now, or nobody any more.',
    thanks: 'Thank you',
    confirmations: {
      approve: 'Your approval is recorded, and everything takes its course.',
      decline: 'Your refusal is recorded. HR is told, with your reason.',
      delegate: 'It is handed on. Your colleague gets a mail.',
      complete: 'That is recorded. Thank you.',
    },
    signIn: 'See all that waits for me (sign in)',
  },
  de: {
    over: 'Das ist erledigt',
    approved: (by: string, when: string) => `${by} hat am ${when} zugestimmt.`,
    declined: (by: string, when: string) => `${by} hat am ${when} abgelehnt.`,
    expired: (when: string) => `Niemand hat rechtzeitig entschieden: Die Frage ist am ${when} verfallen.`,
    completed: (by: string, when: string) => `${by} hat es am ${when} erledigt.`,
    reassigned: 'Inzwischen ist jemand anderes gefragt, oder niemand mehr.',
    thanks: 'Vielen Dank',
    confirmations: {
      approve: 'Ihre Zustimmung ist vermerkt, und alles nimmt seinen Lauf.',
      decline: 'Ihre Ablehnung ist vermerkt. HR erfährt davon, mit Ihrem Grund.',
      delegate: 'Es ist weitergegeben. Die andere Person bekommt eine E-Mail.',
      complete: 'Das ist vermerkt. Vielen Dank.',
    },
    signIn: 'Alles sehen, was auf mich wartet (anmelden)',
  },
});
