import { z } from 'zod';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { EmptyState } from '../../ui/empty-state';
import { Field, type FormValues, readTextFields, FormErrorSummary } from '../../ui/forms';
import { definePage, type Visit } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { Table } from '../../ui/table';
import { getTaskPath } from '../tasks/view';

const OWN_PARAMS = { params: { email: 'me' } };
type Task = ApiResponseBodies['GET /tasks']['items'][number];
type Absence = ApiResponseBodies['GET /people/{email}/absences']['items'][number];

async function renderAbsencesPage(visit: Visit, formValues: FormValues = { values: {} }, status = 200) {
  const { callApi, locale } = visit;
  const { items } = await callApi('GET /people/{email}/absences', OWN_PARAMS);
  const openTasks = items.length > 0 ? await loadAssignedTasks(visit) : [];
  return {
    title: translate(locale, 'absences.title'),
    main: <Absences {...{ items, openTasks, formValues, locale }} />,
    status,
  };
}

/** Tasks already assigned to this person: a deputy receives only requests opened during the absence. */
async function loadAssignedTasks({ callApi, principal }: Visit): Promise<Task[]> {
  const { items } = await callApi('GET /tasks');
  return items.filter(({ step }) => step.people?.some(({ email }) => email === principal.email));
}

const absenceListPage = definePage({ name: 'GET /absences', handle: (visit) => renderAbsencesPage(visit) });

const addAbsencePage = definePage({
  name: 'POST /absences',
  handle: async (visit) => {
    const values = readTextFields(visit.form);
    const { from, to, deputy } = values;
    const addAbsence = () =>
      visit.callApi('POST /people/{email}/absences', { ...OWN_PARAMS, body: { from, to, deputy } });
    const { rejectedForm } = await withFormErrors(visit.locale, values, addAbsence);
    if (rejectedForm) return renderAbsencesPage(visit, rejectedForm.formValues, rejectedForm.status);
    return { redirectTo: '/absences', flash: 'absence-added' };
  },
});

const removeAbsencePage = definePage({
  name: 'POST /absences/{id}/remove',
  params: z.object({ id: z.uuid() }),
  handle: async ({ callApi, params }) => {
    await callApi('DELETE /people/{email}/absences/{id}', { params: { ...OWN_PARAMS.params, ...params } });
    return { redirectTo: '/absences', flash: 'absence-removed' };
  },
});

export const absencePages = [absenceListPage, addAbsencePage, removeAbsencePage];

interface AbsencesProps {
  items: readonly Absence[];
  /** Tasks that stay with this person and do not pass to a deputy. */
  openTasks: readonly Task[];
  formValues: FormValues;
  locale: Locale;
}

function Absences({ items, openTasks, formValues, locale }: AbsencesProps) {
  const t = getTranslator(locale);
  const { formatDate } = getFormatters(locale);
  const rows = items.map(({ id, from, to, deputy }) => ({
    key: id,
    cells: [formatDate(from), formatDate(to), deputy, <RemoveForm key={id} id={id} label={t('absences.remove')} />],
  }));
  return (
    <>
      <h1>{t('absences.title')}</h1>
      <p>{t('absences.intro')}</p>
      {rows.length === 0 ? (
        <EmptyState text={t('absences.none')} />
      ) : (
        <Table head={[t('absences.from'), t('absences.to'), t('absences.deputy'), t('absences.remove')]} rows={rows} />
      )}
      {openTasks.length > 0 && <OpenTaskList tasks={openTasks} locale={locale} />}
      <FormErrorSummary formValues={formValues} fieldNames={['from', 'to', 'deputy']} />
      <form method="post" action="/absences" class="narrow">
        <Field name="from" type="date" label={t('absences.from')} formValues={formValues} required />
        <Field name="to" type="date" label={t('absences.to')} formValues={formValues} required />
        <Field
          name="deputy"
          type="email"
          label={t('absences.deputy')}
          formValues={formValues}
          required
          maxLength={254}
        />
        <button>{t('absences.add')}</button>
      </form>
    </>
  );
}

const OpenTaskList = ({ tasks, locale }: { tasks: readonly Task[]; locale: Locale }) => (
  <section>
    <p>{translate(locale, 'absences.pendingSteps')}</p>
    <ul>
      {tasks.map(({ onboardingId, step, employeeName }) => (
        <li key={`${onboardingId}/${step.id}`}>
          <a href={getTaskPath(onboardingId, step.id)}>{`${step.title}: ${employeeName}`}</a>
        </li>
      ))}
    </ul>
  </section>
);

const RemoveForm = ({ id, label }: { id: string; label: string }) => (
  <form method="post" action={`/absences/${id}/remove`} class="inline">
    <button class="plain">{label}</button>
  </form>
);
