import type { FormField } from '../../src/domain/plan/resolved-plan';
import { parseFormAnswers } from '../../src/domain/form-answers';
import type { OnboardingView, StepView } from '../../src/domain/onboarding/view';
import { BusinessCalendar } from '../../src/planning/business-calendar';
import { LOCATIONS } from '../support/sample-company';
import { addOneBusinessHour } from '../../src/simulation/office-hours';
import { SimulatedPeople, getOpenRequestKey } from '../../src/simulation/simulated-people';

const GRACE = { name: 'Grace Murray', email: 'grace@example.com' };
const HANNA = { name: 'Hanna Reuter', email: 'hanna@example.com' };
const NO_OVERRIDES = { failures: new Map(), unanswered: new Set<string>(), declined: new Set<string>() };

const createStep = (changes: Partial<StepView> = {}): StepView => ({
  id: 'step',
  kind: 'approval',
  title: 'Step',
  status: 'waiting',
  after: [],
  people: [GRACE],
  startedAt: '2027-01-11T10:00:00Z',
  ...changes,
});

const createView = (changes: Partial<OnboardingView> = {}) =>
  ({
    id: 'x',
    submittedBy: HANNA,
    startDate: '2027-03-01',
    steps: [],
    timeline: [],
    ...changes,
  }) as unknown as OnboardingView;

const people = new SimulatedPeople(NO_OVERRIDES, () => []);
const answerStep = (step: StepView, view = createView()) => people.createAnswerSignal(view, step)?.payload;

test('nobody approves their own submission, but may complete a task', () => {
  expect(answerStep(createStep({ people: [HANNA, GRACE] }))).toMatchObject({ by: GRACE.email });
  expect(answerStep(createStep({ people: [HANNA] }))).toBeUndefined();
  expect(answerStep(createStep({ kind: 'task', people: [HANNA] }))).toMatchObject({ by: HANNA.email });
});

test('answers match the form', () => {
  const form: FormField[] = [
    { name: 'tag', label: 'Tag', type: 'text', required: true, maxLength: 3 },
    { name: 'count', label: 'Count', type: 'number', required: true, minimum: 4 },
    { name: 'less', label: 'Less', type: 'number', required: true, maximum: -2 },
    { name: 'sure', label: 'Sure?', type: 'yes-no', required: true },
    { name: 'when', label: 'When', type: 'date', required: true },
    { name: 'which', label: 'Which', type: 'choice', required: true, choices: ['a', 'b'] },
  ];
  const answer = answerStep(createStep({ kind: 'task', form }));
  const answers = answer && 'answers' in answer ? answer.answers : undefined;
  expect(parseFormAnswers(form, answers)).toEqual({ answers });
});

test('a step waiting for its date has no question; a repetition is a new one', () => {
  const failed = createStep({ kind: 'activity', status: 'failed' });
  expect(getOpenRequestKey(createView(), createStep({ startedAt: undefined }))).toBeUndefined();
  expect(getOpenRequestKey(createView(), createStep({ status: 'done' }))).toBeUndefined();
  expect(getOpenRequestKey(createView(), { ...failed, requestCount: 1 })).not.toBe(
    getOpenRequestKey(createView(), { ...failed, requestCount: 2 }),
  );
});

test.each([
  ['in the morning', '2027-01-11T09:30:00+01:00', '2027-01-11T10:30:00+01:00'],
  ['before the office opens', '2027-01-11T04:00:00+01:00', '2027-01-11T10:00:00+01:00'],
  ['shortly before it closes', '2027-01-11T16:40:00+01:00', '2027-01-12T09:40:00+01:00'],
  ['on Friday evening', '2027-01-15T18:00:00+01:00', '2027-01-18T10:00:00+01:00'],
  ['before Christmas', '2027-12-23T16:59:00+01:00', '2027-12-24T09:59:00+01:00'],
  ['on Christmas Eve', '2027-12-24T17:00:00+01:00', '2027-12-27T10:00:00+01:00'],
  ['before the clocks change', '2027-03-26T17:00:00+01:00', '2027-03-30T10:00:00+02:00'],
])('one business hour later, asked %s', (_when, askedAt, answeredAt) => {
  const { berlin } = LOCATIONS;
  if (berlin === undefined) throw new Error('no Berlin');
  const calendar = new BusinessCalendar(berlin);
  const instant = addOneBusinessHour(askedAt, calendar.buildDayOne('2027-03-01'), calendar);
  expect(Date.parse(instant)).toBe(Date.parse(answeredAt));
});
