import type { Report } from '../../../api/resources/reports/schema';
import { defineMessages } from '../../i18n/locale';

type Outcome = Report['terminations'][number]['outcome'];
type Kind = Report['steps'][number]['kind'];

interface ReportMessages {
  title: string;
  intro: string;
  from: string;
  to: string;
  toHint: string;
  department: string;
  plan: string;
  all: string;
  show: string;
  asOf: (at: string) => string;
  download: string;
  nothing: string;
  total: string;
  name: string;
  onboardings: string;
  ready: string;
  median: string;
  p90: string;
  legend: string;
  byDayOne: string;
  ofDue: (ready: string, due: string) => string;
  byPlan: string;
  byDepartment: string;
  bySteps: string;
  step: string;
  kind: string;
  done: string;
  together: string;
  kinds: Record<Kind, string>;
  timeSpentTitle: string;
  timeSpentIntro: string;
  waitedFor: string;
  share: string;
  timeSpent: Record<keyof Report['timeSpent'], string>;
  terminationsTitle: string;
  outcome: string;
  cause: string;
  outcomes: Record<Outcome, string>;
  causes: Record<string, string>;
}

export const reportMessages = defineMessages<ReportMessages>({
  en: {
    title: 'Reports',
    intro:
      'Ready means that every step that is due by the first day is done. The period is that of the first days, whenever the onboarding was submitted.',
    from: 'First day from',
    to: 'until',
    toHint: 'Empty: no end',
    department: 'Department',
    plan: 'Plan',
    all: 'All',
    show: 'Show',
    asOf: (at) => `Counted on ${at} (UTC).`,
    download: 'Download as CSV',
    nothing: 'Nothing in this period.',
    total: 'In this period',
    name: 'Name',
    onboardings: 'Onboardings',
    ready: 'Ready',
    median: 'Median',
    p90: 'Nine in ten within',
    legend: 'The bar is the median, the frame behind it nine in ten.',
    byDayOne: 'Ready by day one',
    ofDue: (ready, due) => `${ready} of ${due}`,
    byPlan: 'From submission to ready, by plan',
    byDepartment: 'From submission to ready, by department',
    bySteps: 'How long steps take',
    step: 'Step',
    kind: 'Kind',
    done: 'Done',
    together: 'All together',
    kinds: { approval: 'approval', task: 'task', activity: 'automated' },
    timeSpentTitle: 'Where the time goes',
    timeSpentIntro:
      'Between submission and ready, each moment counted once: for an approval where one was open, else for a task.',
    waitedFor: 'Waited for',
    share: 'Share',
    timeSpent: {
      approvals: 'approvals',
      tasks: 'tasks',
      activities: 'automated steps',
      dates: 'a date, or a failure to be mended',
    },
    terminationsTitle: 'What was called off, by cause',
    outcome: 'Outcome',
    cause: 'Cause',
    outcomes: { declined: 'declined', cancelled: 'cancelled', 'rolled-back': 'rolled back' },
    causes: {
      declined: 'somebody said no',
      expired: 'nobody decided in time',
      deadline: 'not complete in time',
      person: 'somebody decided so',
    },
  },
  de: {
    title: 'Berichte',
    intro:
      'Bereit heißt: Jeder Schritt, der bis zum ersten Tag fällig ist, ist erledigt. Der Zeitraum ist der der ersten Tage, wann auch immer das Onboarding eingereicht wurde.',
    from: 'Erster Tag ab',
    to: 'bis',
    toHint: 'Leer: ohne Ende',
    department: 'Abteilung',
    plan: 'Plan',
    all: 'Alle',
    show: 'Zeigen',
    asOf: (at) => `Gezählt am ${at} (UTC).`,
    download: 'Als CSV herunterladen',
    nothing: 'Nichts in diesem Zeitraum.',
    total: 'In diesem Zeitraum',
    name: 'Name',
    onboardings: 'Onboardings',
    ready: 'Bereit',
    median: 'Median',
    p90: 'Neun von zehn binnen',
    legend: 'Der Balken ist der Median, der Rahmen dahinter neun von zehn.',
    byDayOne: 'Am ersten Tag bereit',
    ofDue: (ready, due) => `${ready} von ${due}`,
    byPlan: 'Vom Einreichen bis bereit, nach Plan',
    byDepartment: 'Vom Einreichen bis bereit, nach Abteilung',
    bySteps: 'Wie lange Schritte dauern',
    step: 'Schritt',
    kind: 'Art',
    done: 'Erledigt',
    together: 'Alle zusammen',
    kinds: { approval: 'Zustimmung', task: 'Aufgabe', activity: 'automatisch' },
    timeSpentTitle: 'Wo die Zeit bleibt',
    timeSpentIntro:
      'Zwischen Einreichen und bereit, jeder Moment einmal gezählt: für eine Zustimmung, wo eine offen war, sonst für eine Aufgabe.',
    waitedFor: 'Gewartet auf',
    share: 'Anteil',
    timeSpent: {
      approvals: 'Zustimmungen',
      tasks: 'Aufgaben',
      activities: 'automatische Schritte',
      dates: 'ein Datum, oder dass ein Fehler behoben wird',
    },
    terminationsTitle: 'Was nicht zustande kam, nach Ursache',
    outcome: 'Ausgang',
    cause: 'Ursache',
    outcomes: { declined: 'abgelehnt', cancelled: 'abgesagt', 'rolled-back': 'zurückgenommen' },
    causes: {
      declined: 'jemand hat abgelehnt',
      expired: 'niemand hat rechtzeitig entschieden',
      deadline: 'nicht rechtzeitig fertig',
      person: 'jemand hat so entschieden',
    },
  },
});
