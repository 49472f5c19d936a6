import { defineMessages } from '../../i18n/locale';

export const absenceMessages = defineMessages({
  en: {
    title: 'My absences',
    intro:
      'Approvals and tasks that would ask you while you are away ask your deputy instead; you may answer them all the same. ' +
      'Where your deputy may not answer, because it is about them or they submitted it, you are asked.',
    none: 'You have none ahead.',
    from: 'First day away',
    to: 'Last day away',
    deputy: 'Deputy (e-mail address)',
    add: 'Add',
    remove: 'Remove',
    pendingSteps: 'This waits for you already, and is not handed on by itself:',
  },
  de: {
    title: 'Meine Abwesenheiten',
    intro:
      'Zustimmungen und Aufgaben, um die Sie in dieser Zeit gebeten würden, gehen stattdessen an Ihre Vertretung; antworten ' +
      'können Sie trotzdem. Wo Ihre Vertretung nicht antworten darf, weil es um sie selbst geht oder sie den Antrag ' +
      'gestellt hat, werden Sie gefragt.',
    none: 'Keine steht bevor.',
    from: 'Erster Tag',
    to: 'Letzter Tag',
    deputy: 'Vertretung (E-Mail-Adresse)',
    add: 'Eintragen',
    remove: 'Entfernen',
    pendingSteps: 'Das wartet schon auf Sie und wird nicht von selbst weitergegeben:',
  },
});
