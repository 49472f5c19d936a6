import { defineMessages } from '../../i18n/locale';

/** Field labels are in `fieldLabels`. */
export const newOnboardingMessages = defineMessages({
  en: {
    title: 'New onboarding',
    intro: 'One page: fill in what you know. Nothing happens before you press “Submit”.',
    sections: { employee: 'The new hire', job: 'The job', resources: 'What they need' },
    hints: {
      address: 'Where equipment is sent if they work remotely.',
      endDate: 'Of a contract or an internship.',
      manager: 'Type a part of the name or of the address.',
      managerName: 'May stay empty where the company knows the address.',
      list: 'Several with commas between them. Type a part of a name to search.',
    },
    choose: 'Choose…',
    byRule: 'Chosen by rule',
    employmentTypes: { employee: 'employee', contractor: 'contractor', intern: 'intern' },
    remote: { no: 'at the location', yes: 'remote' },
    free: (count: number) => `${String(count)} free`,
    submit: 'Submit',
    preview: 'Preview',
    notSubmitted: 'This was not submitted. Everything you typed is still here:',
    seeOpen: 'See the onboarding that is open',
  },
  de: {
    title: 'Neues Onboarding',
    intro: 'Eine Seite: Füllen Sie aus, was Sie wissen. Bevor Sie „Einreichen“ drücken, geschieht nichts.',
    sections: { employee: 'Die neue Person', job: 'Die Stelle', resources: 'Was gebraucht wird' },
    hints: {
      address: 'Dorthin wird die Ausstattung geschickt, wenn von zu Hause gearbeitet wird.',
      endDate: 'Eines Vertrags oder eines Praktikums.',
      manager: 'Geben Sie einen Teil des Namens oder der Adresse ein.',
      managerName: 'Darf leer bleiben, wenn die Adresse bekannt ist.',
      list: 'Mehrere mit Komma dazwischen. Geben Sie zum Suchen einen Teil des Namens ein.',
    },
    choose: 'Bitte wählen…',
    byRule: 'Nach der Regel',
    employmentTypes: { employee: 'angestellt', contractor: 'freiberuflich', intern: 'im Praktikum' },
    remote: { no: 'am Standort', yes: 'von zu Hause' },
    free: (count: number) => `${String(count)} frei`,
    submit: 'Einreichen',
    preview: 'Vorschau',
    notSubmitted: 'Das wurde nicht eingereicht. Alles, was Sie eingegeben haben, ist noch da:',
    seeOpen: 'Das laufende Onboarding ansehen',
  },
});
