import { parse } from 'node-html-parser';
import { renderToString } from 'preact-render-to-string';
import { addMessages } from '../../src/api/http/add-messages';
import { buildFirstProjection } from '../../src/domain/onboarding/first-projection';
import { pickTexts } from '../../src/i18n/pick-text';
import { createReasonReader } from '../../src/i18n/render-reason';
import { RetriedSteps } from '../../src/web/pages/onboarding/sections';
import { createActivityStep, createEngineInput } from '../workflows/support';

const { view } = buildFirstProjection(
  createEngineInput([
    createActivityStep('bookSeat', [], { title: { en: 'Book a seat', de: 'Platz buchen' } }),
    createActivityStep('sendMail', [], { title: { en: 'Send a mail', de: 'Mail senden' } }),
  ]),
);

function render(locale: 'en' | 'de', count?: number): string {
  const failedAttempts = count && {
    ...{ count, since: '2027-01-04T08:00:00Z', nextAt: '2027-01-04T08:05:00Z' },
    reason: { code: 'Unexpected', params: { message: 'no route to host' } },
  };
  const steps = view.steps.map((step) =>
    step.id === 'bookSeat' && failedAttempts ? { ...step, failedAttempts } : step,
  );
  const response = pickTexts(addMessages({ ...view, steps }, createReasonReader(view, locale)), locale);
  return parse(renderToString(<RetriedSteps view={response} locale={locale} />) || '').text;
}

test.each([
  ['en', 1, /^Being tried againBook a seat: tried once since .*9:00.*, next attempt: .*9:05.*no route to host/s],
  ['en', 7, /tried 7 times since/],
  ['de', 1, /^Wird erneut versuchtPlatz buchen: einmal versucht seit .*9:00.*, nächster Versuch: .*9:05/s],
  ['de', 12, /12-mal versucht seit/],
] as const)('the page (%s) says that a step is tried again after %i attempts', (locale, count, expected) => {
  expect(render(locale, count)).toMatch(expected);
});

test('the page says nothing while every attempt succeeds', () => {
  expect(render('en')).toBe('');
});
