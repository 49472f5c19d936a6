import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { EmptyState } from '../../ui/empty-state';
import { Field, type FormValues, readTextFields, FormErrorSummary, Select } from '../../ui/forms';
import { cursorQuerySchema, NextPageLink } from '../../ui/pagination';
import { definePage, type Visit } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { toUtcInstant } from './local-times';
import { SampleBadge } from '../../ui/sample-badge';
import { Table } from '../../ui/table';

type TrainingSession = ApiResponseBodies['GET /trainings']['items'][number];
const DEFAULT_FORM_VALUES: FormValues = { values: { timeZone: 'Europe/Berlin' } };
const FIELD_NAMES = ['course', 'title', 'startsAt', 'endsAt', 'timeZone', 'place', 'location', 'capacity'];

async function renderTrainingsPage(
  { callApi, locale }: Pick<Visit, 'callApi' | 'locale'>,
  cursor?: string,
  formValues = DEFAULT_FORM_VALUES,
  status = 200,
) {
  const [sessions, locations] = await Promise.all([
    callApi('GET /trainings', { query: { cursor } }),
    callApi('GET /locations'),
  ]);
  return {
    title: translate(locale, 'admin.trainings'),
    main: <TrainingList {...{ sessions, locations: locations.items, formValues, locale }} />,
    status,
  };
}

const trainingListPage = definePage({
  name: 'GET /admin/trainings',
  query: cursorQuerySchema,
  handle: (visit) => renderTrainingsPage(visit, visit.query.cursor),
});

const addTrainingPage = definePage({
  name: 'POST /admin/trainings',
  handle: async (visit) => {
    const values = readTextFields(visit.form);
    const { course, title, startsAt, endsAt, timeZone, place, location, capacity } = values;
    const body = {
      course,
      title,
      startsAt: toUtcInstant(startsAt, timeZone),
      endsAt: toUtcInstant(endsAt, timeZone),
      timeZone,
      place,
      location: location || undefined,
      capacity: Number(capacity),
    };
    const { rejectedForm } = await withFormErrors(visit.locale, values, () =>
      visit.callApi('POST /trainings', { body }),
    );
    if (rejectedForm) return renderTrainingsPage(visit, undefined, rejectedForm.formValues, rejectedForm.status);
    return { redirectTo: '/admin/trainings', flash: 'training-added' };
  },
});

export const trainingPages = [trainingListPage, addTrainingPage];

interface TrainingListProps {
  sessions: ApiResponseBodies['GET /trainings'];
  locations: ApiResponseBodies['GET /locations']['items'];
  formValues: FormValues;
  locale: Locale;
}

function TrainingList({ sessions, locations, formValues, locale }: TrainingListProps) {
  const t = getTranslator(locale);
  const toRow = ({
    id,
    course,
    title,
    startsAt,
    timeZone,
    place,
    capacity,
    seatsFree,
    cancelled,
    sample,
  }: TrainingSession) => ({
    key: id,
    cells: [
      <>
        <a href={`/admin/trainings/${encodeURIComponent(id)}`}>{`${title} (${course})`}</a>{' '}
        <SampleBadge isSample={sample} locale={locale} />
      </>,
      getFormatters(locale).formatInstant(startsAt, timeZone),
      place,
      capacity,
      cancelled ? t('admin.sessionCancelled') : seatsFree,
    ],
  });
  return (
    <>
      <h1>{t('admin.trainings')}</h1>
      <NewSessionForm locations={locations} formValues={formValues} locale={locale} />
      {sessions.items.length === 0 ? (
        <EmptyState text={t('admin.noTrainings')} />
      ) : (
        <Table
          head={[t('admin.courseTitle'), t('admin.startsAt'), t('admin.place'), t('admin.capacity'), t('admin.free')]}
          rows={sessions.items.map(toRow)}
        />
      )}
      <NextPageLink path="/admin/trainings" query={{}} nextCursor={sessions.nextCursor} locale={locale} />
    </>
  );
}

/** Collapsed above a possibly long list; open if a field is invalid. */
function NewSessionForm({ locations, formValues, locale }: Omit<TrainingListProps, 'sessions'>) {
  const t = getTranslator(locale);
  return (
    <details open={formValues.errors !== undefined}>
      <summary>{t('admin.newSession')}</summary>
      <form method="post" action="/admin/trainings">
        <FormErrorSummary formValues={formValues} fieldNames={FIELD_NAMES} />
        <div class="columns">
          <Field name="course" label={t('admin.course')} formValues={formValues} required maxLength={60} />
          <Field name="title" label={t('admin.courseTitle')} formValues={formValues} required maxLength={120} />
          <Field name="place" label={t('admin.place')} formValues={formValues} required maxLength={200} />
          <Select
            name="location"
            label={t('admin.sessionLocation')}
            placeholder={t('admin.everyLocation')}
            options={locations.map(({ code, title }) => ({ value: code, label: title }))}
            formValues={formValues}
          />
          <Field name="timeZone" label={t('admin.timeZone')} formValues={formValues} required maxLength={60} />
          <Field
            name="startsAt"
            type="datetime-local"
            label={t('admin.startsAt')}
            hint={t('admin.instantHint')}
            formValues={formValues}
            required
          />
          <Field
            name="endsAt"
            type="datetime-local"
            label={t('admin.endsAt')}
            hint={t('admin.instantHint')}
            formValues={formValues}
            required
          />
          <Field name="capacity" type="number" label={t('admin.capacity')} formValues={formValues} min={1} required />
        </div>
        <button>{t('admin.add')}</button>
      </form>
    </details>
  );
}
