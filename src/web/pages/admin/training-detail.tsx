import { z } from 'zod';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { withFormErrors } from '../../http/form-errors';
import { definePage, type PageResponse, type Visit } from '../../http/page';
import { Field, FormErrorSummary, type FormValues, readTextFields } from '../../ui/forms';
import { toLocalFieldText, toUtcInstant } from './local-times';

type TrainingSession = ApiResponseBodies['GET /trainings/{id}'];
type SessionVisit = Visit<{ id: string }>;

const paramsSchema = z.object({ id: z.string() });
const FIELD_NAMES = ['place', 'timeZone', 'startsAt', 'endsAt', 'capacity'];
const getSessionPath = (id: string) => `/admin/trainings/${encodeURIComponent(id)}`;

const toFields = ({ place, timeZone, startsAt, endsAt, capacity }: TrainingSession): FormValues['values'] => ({
  place,
  timeZone,
  startsAt: toLocalFieldText(startsAt, timeZone),
  endsAt: toLocalFieldText(endsAt, timeZone),
  capacity: String(capacity),
});

async function renderSessionPage(
  { callApi, params, locale }: SessionVisit,
  formValues?: FormValues,
  status = 200,
): Promise<PageResponse> {
  const session = await callApi('GET /trainings/{id}', { params });
  const main = (
    <SessionDetails session={session} formValues={formValues ?? { values: toFields(session) }} locale={locale} />
  );
  return { title: session.title, main, status };
}

const sessionPage = definePage({
  name: 'GET /admin/trainings/{id}',
  params: paramsSchema,
  handle: (visit) => renderSessionPage(visit),
});

const chooseFlash = ({ unreachable }: ApiResponseBodies['PATCH /trainings/{id}']): string =>
  unreachable.length === 0 ? 'training-changed' : 'training-partly-changed';

const changeSessionPage = definePage({
  name: 'POST /admin/trainings/{id}',
  params: paramsSchema,
  handle: async (visit) => {
    const { callApi, locale, params } = visit;
    const values = readTextFields(visit.form);
    const { place, timeZone, startsAt, endsAt, capacity } = values;
    const body = {
      place,
      timeZone,
      startsAt: toUtcInstant(startsAt, timeZone),
      endsAt: toUtcInstant(endsAt, timeZone),
      capacity: Number(capacity),
    };
    const result = await withFormErrors(locale, values, () => callApi('PATCH /trainings/{id}', { params, body }));
    if (result.rejectedForm)
      return renderSessionPage(visit, result.rejectedForm.formValues, result.rejectedForm.status);
    return { redirectTo: getSessionPath(params.id), flash: chooseFlash(result.response) };
  },
});

const cancelSessionPage = definePage({
  name: 'POST /admin/trainings/{id}/cancel',
  params: paramsSchema,
  handle: async ({ callApi, params }) => ({
    redirectTo: getSessionPath(params.id),
    flash: chooseFlash(await callApi('POST /trainings/{id}/cancel', { params })),
  }),
});

export const trainingDetailPages = [sessionPage, changeSessionPage, cancelSessionPage];

interface SessionProps {
  session: TrainingSession;
  formValues: FormValues;
  locale: Locale;
}

function SessionDetails({ session, formValues, locale }: SessionProps) {
  const t = getTranslator(locale);
  const { id, title, course, startsAt, timeZone, place, cancelled } = session;
  return (
    <section class="narrow">
      <h1>{`${title} (${course})`}</h1>
      <p>
        {getFormatters(locale).formatInstant(startsAt, timeZone)}, {place}
      </p>
      {cancelled ? (
        <p class="badge bad">{t('admin.sessionCancelled')}</p>
      ) : (
        <>
          <SessionForm session={session} formValues={formValues} locale={locale} />
          <details>
            <summary>{t('admin.cancelSession')}</summary>
            <form method="post" action={`${getSessionPath(id)}/cancel`}>
              <p>{t('admin.cancelSessionHint')}</p>
              <button class="careful">{t('admin.cancelSession')}</button>
            </form>
          </details>
        </>
      )}
    </section>
  );
}

function SessionForm({ session, formValues, locale }: SessionProps) {
  const t = getTranslator(locale);
  return (
    <form method="post" action={getSessionPath(session.id)}>
      <p>{t('admin.moveSessionHint')}</p>
      <FormErrorSummary formValues={formValues} fieldNames={FIELD_NAMES} />
      <Field name="place" label={t('admin.place')} formValues={formValues} required maxLength={200} />
      <Field name="timeZone" label={t('admin.timeZone')} formValues={formValues} required maxLength={60} />
      <Field name="startsAt" type="datetime-local" label={t('admin.startsAt')} formValues={formValues} required />
      <Field name="endsAt" type="datetime-local" label={t('admin.endsAt')} formValues={formValues} required />
      <Field name="capacity" type="number" label={t('admin.capacity')} formValues={formValues} min={0} required />
      <button>{t('admin.save')}</button>
    </form>
  );
}
