import { activityDefinitions } from '../../src/app/planner';
import { toFormFields } from '../../src/planning/form-fields';
import { allOf, anyOf, days, businessDays, dayOneAt } from '../../src/planning/dsl';
import { LOCATIONS } from '../../src/planning/locations';
import { formatAssigneeSpec } from '../../src/planning/assignee-spec';
import { formatRelativeTime, humanizeId } from '../../src/planning/labels';
import { PLAN_WORDS } from '../../src/web/i18n/plan-words';
import { translatePlanTitles } from '../../src/web/i18n/translate-plan-titles';
import { plans } from '../../plans';
import { TestApi } from '../api/support/test-api';
import { Visitor } from './support/visitor';

/** Titles of all shipped plans, activities and locations, and the texts of their tasks. */
const PLAN_TEXTS = new Set([
  ...Object.values(LOCATIONS).map(({ title }) => title),
  ...Object.values(activityDefinitions).map(({ title }) => title),
  ...plans.flatMap(({ title, steps }) => [
    title,
    ...Object.entries(steps).flatMap(([id, step]) => [
      step.title ?? humanizeId(id),
      ...(step.kind === 'task'
        ? [
            step.instructions,
            step.undoTask?.title,
            step.undoTask?.instructions,
            ...toFormFields(step.form ?? {}).map(({ label }) => label),
          ]
        : []),
    ]),
  ]),
]);

test.each(Object.keys(PLAN_WORDS))('“%s” occurs in a plan', (english) => {
  expect(PLAN_TEXTS).toContain(english);
});

test.each([
  ['start', formatRelativeTime(dayOneAt('07:00')), 'am ersten Tag um 07:00'],
  ['start', formatRelativeTime(businessDays(-5)), '5 Arbeitstage vor dem ersten Tag'],
  ['due', formatRelativeTime(businessDays(-1)), '1 Arbeitstag vor dem ersten Tag'],
  ['start', formatRelativeTime(days(1)), '1 Tag nach dem ersten Tag'],
  ['start', formatRelativeTime(days(30)), '30 Tage nach dem ersten Tag'],
  ['assignee', formatAssigneeSpec('manager'), 'Führungskraft'],
  ['assignee', formatAssigneeSpec('newHire'), 'neue Person'],
  ['assignee', formatAssigneeSpec(anyOf('managersManager', 'hr')), 'nächsthöhere Führungskraft oder HR'],
  ['assignee', formatAssigneeSpec(allOf('finance', anyOf('hr', 'it'))), 'Finanzen und HR oder IT'],
  ['assignee', 'Carla Cole', 'Carla Cole'],
])('%s: “%s” in German', (key, english, german) => {
  expect(translatePlanTitles('de', { items: [{ [key]: english }] })).toEqual({ items: [{ [key]: german }] });
  expect(translatePlanTitles('en', { [key]: english })).toEqual({ [key]: english });
});

test('input by people stays unchanged, and so do untranslated titles', () => {
  const entered = {
    request: { job: { title: 'Internship' } },
    answers: { title: 'Create accounts' },
    title: 'A step of our own',
    name: 'Create accounts',
    note: 'hr or it',
    count: null,
  };
  expect(translatePlanTitles('de', entered)).toEqual(entered);
});

test('a German page translates steps, assignees and times of a plan', async () => {
  const api = await TestApi.start();
  const hilda = await Visitor.signIn(api, 'admin');
  hilda.setCookie('language', 'de');
  const { page } = await hilda.open('/admin/plans/standard');
  expect(page.querySelector('h1')?.text).toBe('Standard-Onboarding');
  const rows = page.querySelectorAll('tbody tr').map((row) => row.text);
  expect(rows.join('\n')).toMatch(/Ausstattung versenden.*IT.*2 Arbeitstage vor dem ersten Tag.*Remote-Arbeit/);
  expect(rows.join('\n')).not.toMatch(/equipment|manager|day/i);
  await api.close();
});
