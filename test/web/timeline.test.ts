import type { TimelineEntry } from '../../src/domain/onboarding/view';
import { buildInitialView } from '../../src/application/initial-view';
import { formatNote } from '../../src/web/pages/onboarding/format-note';
import { createActivityStep, createEngineInput, createTaskStep } from '../workflows/support';

const view = buildInitialView(
  createEngineInput([
    createActivityStep('assignEquipment', [], { title: 'Assign equipment' }),
    createTaskStep('purchaseEquipment', [], { title: 'Purchase equipment' }),
  ]),
);
const formatTestNote = (kind: string, note: string, locale: 'en' | 'de') =>
  formatNote({ seq: 1, at: view.submittedAt, kind, note } satisfies TimelineEntry, view, locale);

test.each([
  ['branched', 'to purchaseEquipment', 'instead: Purchase equipment', 'stattdessen: Purchase equipment'],
  ['resolved', 'retry', 'it is tried again', 'es wird noch einmal versucht'],
  ['resolved', 'accept: sold', 'it is left behind: sold', 'es bleibt zurück: sold'],
  ['escalated', 'to manager or hr', 'to manager or HR', 'an Führungskraft oder HR'],
  [
    'escalated',
    'to escalation contacts',
    'to whoever takes care of the whole',
    'an alle, die sich um das Ganze kümmern',
  ],
  ['delegated', 'to ivan@example.com', 'to ivan@example.com', 'an ivan@example.com'],
  ['substituted', 'for a@example.com, who is away', 'for a@example.com, who is away', 'für a@example.com (abwesend)'],
  ['approved', 'still asked: finance, it', 'still asked: finance, IT', 'noch gefragt: Finanzen, IT'],
  [
    'deadline-passed',
    'not complete by 2027-03-01T08:00:00.000Z',
    'not complete by 1 Mar 2027, 09:00',
    'bis 01.03.2027, 09:00 nicht fertig',
  ],
  ['rescheduled', '2027-03-01 → 2027-04-01', '1 Mar 2027 → 1 Apr 2027', '01.03.2027 → 01.04.2027'],
  [
    'ignored',
    'not-entitled: purchaseEquipment is for it',
    'Whoever said it may not decide that. (“Purchase equipment” is for it)',
    'Wer es gesagt hat, darf das nicht entscheiden. („Purchase equipment“ is for it)',
  ],
  ['notification-rejected', 'reminder: 550 no such user', 'reminder: 550 no such user', 'Erinnerung: 550 no such user'],
])('the note of %s, %s, is translated', (kind, note, english, german) => {
  expect([formatTestNote(kind, note, 'en'), formatTestNote(kind, note, 'de')]).toEqual([english, german]);
});

test('an ignored signal has the reason in the words of the API', () => {
  const note = 'already-decided: approved by grace@example.com at 2027-02-01T08:00:00.000Z';
  expect(formatTestNote('ignored', note, 'de')).toBe(
    'Das wurde schon entschieden. (approved by grace@example.com at 01.02.2027, 09:00)',
  );
});

test('comments by people stay unchanged', () => {
  for (const [kind, note] of [
    ['approved', 'retry: to purchaseEquipment'],
    ['done', 'to purchaseEquipment'],
    ['cancelled', 'skip'],
  ] as const)
    expect(formatTestNote(kind, note, 'de')).toBe(note);
});
