import { DateTime } from 'luxon';
import { z } from 'zod';
import type { ApiResponseBodies } from '../../api-client';
import { Field, type FormValues, readTextFields, FormErrorSummary } from '../../ui/forms';
import { getFormatters } from '../../i18n/formatters';
import { NextPageLink, searchTextSchema } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { definePage, type Visit } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { Table } from '../../ui/table';
import { adminMessages } from './messages';

type TrainingSession = ApiResponseBodies['GET /trainings']['items'][number];
const DEFAULT_FORM_VALUES: FormValues = { values: { timeZone: 'Europe/Berlin' } };
const FIELD_NAMES = ['course', 'title', 'startsAt', 'endsAt', 'timeZone', 'place', 'capacity'];

async function renderTrainingsPage(
  { callApi, locale }: Pick<Visit, 'callApi' | 'locale'>,
  cursor?: string,
  formValues = DEFAULT_FORM_VALUES,
  status = 200,
) {
  const sessions = await callApi('GET /trainings', { query: { cursor } });
  return {
    title: adminMessages(locale).trainings,
    main: <TrainingList {...{ sessions, formValues, locale }} />,
    status,
  };
}

const trainingListPage = definePage({
  name: 'GET /admin/trainings',
  query: z.object({ cursor: searchTextSchema }),
  handle: (visit) => renderTrainingsPage(visit, visit.query.cursor),
});

const addTrainingPage = definePage({
  name: 'POST /admin/trainings',
  handle: async (visit) => {
    const values = readTextFields(visit.form);
    const { course, title, startsAt, endsAt, timeZone, place, capacity } = values;
    const toUtcInstant = (local?: string) =>
      DateTime.fromISO(local ?? '', { zone: timeZone })
        .toUTC()
        .toISO() ?? local;
    const body = {
      course,
      title,
      startsAt: toUtcInstant(startsAt),
      endsAt: toUtcInstant(endsAt),
      timeZone,
      place,
      capacity: Number(capacity),
    };
    const { rejectedForm } = await withFormErrors(values, () => visit.callApi('POST /trainings', { body }));
    if (rejectedForm) return renderTrainingsPage(visit, undefined, rejectedForm.formValues, rejectedForm.status);
    return { redirectTo: '/admin/trainings', flash: 'training-added' };
  },
});

export const trainingPages = [trainingListPage, addTrainingPage];

interface TrainingListProps {
  sessions: ApiResponseBodies['GET /trainings'];
  formValues: FormValues;
  locale: Locale;
}

function TrainingList({ sessions, formValues, locale }: TrainingListProps) {
  const messages = adminMessages(locale);
  const toRow = ({ id, course, title, startsAt, timeZone, place, capacity, seatsFree }: TrainingSession) => ({
    key: id,
    cells: [
      `${title} (${course})`,
      getFormatters(locale).formatInstant(startsAt, timeZone),
      place,
      capacity,
      seatsFree,
    ],
  });
  return (
    <>
      <h1>{messages.trainings}</h1>
      <NewSessionForm formValues={formValues} locale={locale} />
      <Table
        head={[messages.courseTitle, messages.startsAt, messages.place, messages.capacity, messages.free]}
        rows={sessions.items.map(toRow)}
      />
      <NextPageLink path="/admin/trainings" query={{}} nextCursor={sessions.nextCursor} locale={locale} />
    </>
  );
}

/** Collapsed above a possibly long list; open if a field is invalid. */
function NewSessionForm({ formValues, locale }: Omit<TrainingListProps, 'sessions'>) {
  const messages = adminMessages(locale);
  return (
    <details open={formValues.errors !== undefined}>
      <summary>{messages.newSession}</summary>
      <form method="post" action="/admin/trainings">
        <FormErrorSummary formValues={formValues} fieldNames={FIELD_NAMES} />
        <div class="columns">
          <Field name="course" label={messages.course} formValues={formValues} required maxLength={60} />
          <Field name="title" label={messages.courseTitle} formValues={formValues} required maxLength={120} />
          <Field name="place" label={messages.place} formValues={formValues} required maxLength={200} />
          <Field name="timeZone" label={messages.timeZone} formValues={formValues} required maxLength={60} />
          <Field
            name="startsAt"
            type="datetime-local"
            label={messages.startsAt}
            hint={messages.instantHint}
            formValues={formValues}
            required
          />
          <Field
            name="endsAt"
            type="datetime-local"
            label={messages.endsAt}
            hint={messages.instantHint}
            formValues={formValues}
            required
          />
          <Field name="capacity" type="number" label={messages.capacity} formValues={formValues} min={1} required />
        </div>
        <button>{messages.add}</button>
      </form>
    </details>
  );
}
