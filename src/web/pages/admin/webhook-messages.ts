import { defineMessages } from '../../i18n/locale';

type DeliveryState = 'pending' | 'delivered' | 'given-up';

export const webhookMessages = defineMessages<{
  about: string;
  state: string;
  active: string;
  paused: string;
  url: string;
  urlHint: string;
  events: string;
  all: string;
  test: string;
  pause: string;
  resume: string;
  remove: string;
  really: string;
  repeat: string;
  newWebhook: string;
  secretOnce: string;
  deliveries: string;
  none: string;
  event: string;
  attempts: string;
  answer: string;
  next: string;
  delivery: Record<DeliveryState, string>;
  tried: string;
}>({
  en: {
    about: 'A system of yours is called when an onboarding enters a status. It is told no personal data.',
    state: 'State',
    active: 'active',
    paused: 'paused',
    url: 'Address',
    urlHint: 'What is called, beginning with https://.',
    events: 'When an onboarding is',
    all: 'all statuses',
    test: 'Try it out',
    pause: 'Pause',
    resume: 'Resume',
    remove: 'Remove',
    really: 'Nothing more is sent to it, and what it was sent is forgotten.',
    repeat: 'Send again',
    newWebhook: 'Add a webhook',
    secretOnce: 'What its calls are signed with. This is shown this once; give it to the system that is called:',
    deliveries: 'What it was sent',
    none: 'Nothing in the last 30 days.',
    event: 'What',
    attempts: 'Attempts',
    answer: 'Answer',
    next: 'next attempt',
    delivery: { pending: 'on its way', delivered: 'delivered', 'given-up': 'given up' },
    tried: 'a trial',
  },
  de: {
    about:
      'Ein System von Ihnen wird angerufen, wenn ein Onboarding einen Status erreicht. Es erfährt keine personenbezogenen Daten.',
    state: 'Zustand',
    active: 'aktiv',
    paused: 'pausiert',
    url: 'Adresse',
    urlHint: 'Was angerufen wird, beginnend mit https://.',
    events: 'Wenn ein Onboarding so steht',
    all: 'alle Status',
    test: 'Ausprobieren',
    pause: 'Pausieren',
    resume: 'Fortsetzen',
    remove: 'Entfernen',
    really: 'Es wird nichts mehr dorthin gesendet, und was gesendet wurde, wird vergessen.',
    repeat: 'Noch einmal senden',
    newWebhook: 'Webhook hinzufügen',
    secretOnce:
      'Damit werden seine Aufrufe signiert. Das wird nur dieses eine Mal gezeigt; geben Sie es dem System, das angerufen wird:',
    deliveries: 'Was gesendet wurde',
    none: 'Nichts in den letzten 30 Tagen.',
    event: 'Was',
    attempts: 'Versuche',
    answer: 'Antwort',
    next: 'nächster Versuch',
    delivery: { pending: 'unterwegs', delivered: 'zugestellt', 'given-up': 'aufgegeben' },
    tried: 'ein Probelauf',
  },
});
