import { inEveryLanguage } from '../locale';

export const absenceWords = inEveryLanguage({
  en: {
    title: 'My absences',
    intro: 'Whatever would ask you while you are away asks your deputy, too.',
    none: 'You have none ahead.',
    from: 'First day away',
    to: 'Last day away',
    deputy: 'Deputy (e-mail address)',
    add: 'Add',
    remove: 'Remove',
    waiting: 'This waits for you already, and is not handed on by itself:',
  },
  de: {
    title: 'Meine Abwesenheiten',
    intro: 'Was Sie während dieser Zeit fragen würde, fragt auch Ihre Vertretung.',
    none: 'Keine steht bevor.',
    from: 'Erster Tag',
    to: 'Letzter Tag',
    deputy: 'Vertretung (E-Mail-Adresse)',
    add: 'Eintragen',
    remove: 'Entfernen',
    waiting: 'Das wartet schon auf Sie und wird nicht von selbst weitergegeben:',
  },
});
