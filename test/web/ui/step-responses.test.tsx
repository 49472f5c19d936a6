import { parse } from 'node-html-parser';
import { renderToString } from 'preact-render-to-string';
import type { StepResponse } from '../../../src/api/resources/onboardings/view-schema';
import { StepAnswers } from '../../../src/web/pages/tasks/step-responses';

const form: StepResponse['form'] = [
  { name: 'trackingNumber', label: 'Tracking number', type: 'text', required: true },
  { name: 'sentOn', label: 'Sent on', type: 'date', required: true },
  { name: 'isInsured', label: 'Insured', type: 'yes-no', required: true },
  { name: 'weight', label: 'Weight (g)', type: 'number', required: true },
];
const step: StepResponse = {
  id: 'ship',
  kind: 'task',
  title: 'Ship',
  status: 'done',
  after: [],
  form,
  answers: { trackingNumber: 'Z-4711 <b>', sentOn: '2027-03-01', isInsured: false, weight: 12_500 },
  decision: { outcome: 'completed', at: '2027-03-01T09:00:00Z', via: 'api', comment: 'Two boxes' },
};

const render = (locale: 'en' | 'de') => parse(renderToString(<StepAnswers step={step} locale={locale} />));

test('answers appear under the labels of their questions, in the language of the page', () => {
  const read = (locale: 'en' | 'de') =>
    render(locale)
      .querySelectorAll('dt, dd')
      .map(({ text }) => text);
  const labels = ['Tracking number', 'Sent on', 'Insured', 'Weight (g)'];
  const interleave = (values: string[]) => labels.flatMap((label, index) => [label, values[index]]);
  expect(read('en')).toEqual(interleave(['Z-4711 <b>', '1 Mar 2027', 'No', '12,500']));
  expect(read('de')).toEqual(interleave(['Z-4711 <b>', '01.03.2027', 'Nein', '12.500']));
  expect(render('en').querySelector('blockquote')?.text).toBe('Two boxes');
});
