import { buildInitialView } from '../../src/application/initial-view';
import { formatNotStartedReason } from '../../src/application/mark-not-started';
import { formatTerminationReason, formatIncident } from '../../src/web/pages/onboarding/format-reason';
import { translatePlanTitles } from '../../src/web/i18n/translate-plan-titles';
import { formatOrphanedReason } from '../../src/worker/reconciler/orphaned-workflows';
import { STUCK_CAUSES, formatStuckReason, UNKNOWN_STUCK_CAUSE } from '../../src/worker/reconciler/stuck-workflows';
import { createActivityStep, createEngineInput, createApprovalStep } from '../workflows/support';

const view = buildInitialView(
  createEngineInput([
    createApprovalStep('managerApproval', [], { title: 'Manager approval' }),
    createActivityStep('assignEquipment', [], { title: 'Assign equipment' }),
    createActivityStep('own', [], { title: 'Order a badge' }),
  ]),
);
const germanView = translatePlanTitles('de', view);

test.each([
  [
    'not complete by 2027-03-01T08:00:00.000Z',
    'not complete by 1 Mar 2027, 09:00',
    'bis 01.03.2027, 09:00 nicht fertig',
  ],
  [
    'Manager approval: nobody decided in time',
    undefined,
    'Zustimmung der Führungskraft: niemand hat rechtzeitig entschieden',
  ],
  ['Manager approval was declined', undefined, 'Zustimmung der Führungskraft wurde abgelehnt'],
  ['Order a badge failed', undefined, 'Order a badge ist fehlgeschlagen'],
  ['Assign equipment: No laptop-14 is in stock.', undefined, 'Ausstattung zuweisen: Kein laptop-14 ist auf Lager.'],
  ['Assign equipment: 503: try later', undefined, 'Ausstattung zuweisen: 503: try later'],
  ['cancelled in Temporal', undefined, 'in Temporal abgebrochen'],
])('the termination reason “%s” is translated', (reason, english, german) => {
  expect(formatTerminationReason('en', reason, view)).toBe(english ?? reason);
  expect(formatTerminationReason('de', reason, germanView)).toBe(german);
});

test.each(['The delivery failed', 'Budget: none is left', 'Hiring freeze', 'His visa was declined'])(
  'a reason written by a person, “%s”, stays unchanged',
  (reason) => {
    expect(formatTerminationReason('de', reason, germanView)).toBe(reason);
  },
);

const CLOSED_STATUSES = ['TERMINATED', 'FAILED', 'TIMED_OUT', 'CANCELLED', undefined] as const;
const ENGLISH_WORDS = /\b(its|workflow was|the|held|is|not|refuses|nothing)\b/i;

test.each([
  ...CLOSED_STATUSES.map((status) => formatOrphanedReason(status, [])),
  ...CLOSED_STATUSES.map((status) =>
    formatOrphanedReason(status, ['Create accounts', 'Assign equipment', 'Schedule training']),
  ),
  ...[...Object.values(STUCK_CAUSES), UNKNOWN_STUCK_CAUSE].map((cause) => formatStuckReason('x', cause)),
  formatNotStartedReason('gRPC 3'),
  'Its workflow goes on again.',
  'Temporal has taken it.',
])('the incident “%s” is translated', (incident) => {
  expect(formatIncident('de', incident)).not.toMatch(ENGLISH_WORDS);
  expect(formatIncident('en', incident)).toBe(incident);
});

test('remaining holdings have the titles of the pages', () => {
  expect(formatIncident('de', formatOrphanedReason('TERMINATED', ['Create accounts', 'Order a badge']))).toBe(
    'Der Workflow wurde in Temporal beendet. Noch da: Konten anlegen, Order a badge.',
  );
});
