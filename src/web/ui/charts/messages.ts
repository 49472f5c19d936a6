import { defineMessages } from '../../i18n/locale';

/** Statuses are in `statusMessages`. */
export const chartMessages = defineMessages({
  en: {
    schedule: 'Schedule',
    graph: 'The plan',
    dayOne: 'Day one',
    now: 'Now',
    planned: 'planned',
    undated: 'no date yet',
    asText: 'As text',
    legend: 'What it means',
    from: (from: string) => `from ${from}`,
    until: (to: string) => `until ${to}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    after: (titles: string) => `after ${titles}`,
    onFailure: (titles: string) => `where it fails: ${titles}`,
    dashed: 'dashed arrow: only where the step before it fails',
    kind: { activity: 'automatic', approval: 'approval', task: 'task' },
  },
  de: {
    schedule: 'Zeitplan',
    graph: 'Der Plan',
    dayOne: 'Erster Tag',
    now: 'Jetzt',
    planned: 'geplant',
    undated: 'noch ohne Termin',
    asText: 'Als Text',
    legend: 'Was es bedeutet',
    from: (from: string) => `ab ${from}`,
    until: (to: string) => `bis ${to}`,
    between: (from: string, to: string) => `${from} bis ${to}`,
    after: (titles: string) => `nach ${titles}`,
    onFailure: (titles: string) => `wenn es fehlschlägt: ${titles}`,
    dashed: 'gestrichelter Pfeil: nur wenn der Schritt davor fehlschlägt',
    kind: { activity: 'automatisch', approval: 'Zustimmung', task: 'Aufgabe' },
  },
});
