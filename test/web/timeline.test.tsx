import { parse } from 'node-html-parser';
import { renderToString } from 'preact-render-to-string';
import { addMessages } from '../../src/api/http/add-messages';
import { buildFirstProjection } from '../../src/domain/onboarding/first-projection';
import type { TimelineEntry } from '../../src/domain/onboarding/view';
import { createReason } from '../../src/domain/reasons/reason';
import { pickTexts } from '../../src/i18n/pick-text';
import { createReasonReader } from '../../src/i18n/render-reason';
import { Timeline } from '../../src/web/pages/onboarding/sections';
import { createActivityStep, createEngineInput, createTaskStep } from '../workflows/support';

const PURCHASE = { en: 'Purchase equipment', de: 'Ausstattung beschaffen' };

const { view } = buildFirstProjection(
  createEngineInput([
    createActivityStep('assignEquipment', [], { title: { en: 'Assign equipment', de: 'Ausstattung zuweisen' } }),
    createTaskStep('purchaseEquipment', [], { title: PURCHASE }),
  ]),
);

function renderEntry(locale: 'en' | 'de', entry: Partial<TimelineEntry>): string[] {
  const timeline = [{ seq: 1, at: view.submittedAt, kind: 'resolved', ...entry }];
  const response = addMessages({ ...view, timeline }, createReasonReader(view, locale));
  const page = <Timeline view={pickTexts(response, locale)} locale={locale} />;
  return parse(renderToString(page))
    .querySelectorAll('.more')
    .map(({ text }) => text);
}

test.each([
  [
    createReason('branch-to', { step: 'purchaseEquipment' }),
    'continues with Purchase equipment',
    'weiter mit Ausstattung beschaffen',
  ],
  [createReason('resolution', { action: 'retry' }), 'Retry', 'Wiederholen'],
  [createReason('undo-task', { title: PURCHASE }), PURCHASE.en, PURCHASE.de],
  [
    createReason('notification-rejected', {
      kind: 'reminder',
      recipient: 'Grace',
      cause: createReason('MailRejected', { reply: '550' }),
    }),
    'Reminder, to Grace: The mail server rejected the message (550).',
    'Erinnerung, an Grace: Der Mailserver hat die Nachricht abgewiesen (550).',
  ],
])('%j is shown in the language of the page, with its titles', (reason, english, german) => {
  expect(renderEntry('en', { reason })).toEqual([english]);
  expect(renderEntry('de', { reason })).toEqual([german]);
});

test('a comment follows the reason, as its author wrote it', () => {
  const reason = createReason('resolution', { action: 'skip' });
  expect(renderEntry('de', { reason, comment: 'retry <b>later</b>' })).toEqual([
    'Schritt überspringen',
    'retry <b>later</b>',
  ]);
});
