import { decodeText } from '../../../api/http/csv/decode-text';
import { buildPeopleTemplate } from '../../../api/resources/people/import/columns';
import { translate } from '../../../i18n/translate';
import { wordProblem } from '../../../i18n/word-problem';
import { definePage } from '../../http/page';
import { type RejectedForm, withFormErrors } from '../../http/form-errors';
import { readImportForm, requireContent } from '../../http/import-form';
import type { Locale } from '../../../i18n/locales';
import { PeopleImportForm } from './people-import-form';

const PATH = '/admin/people/import';

const importFormPage = definePage({
  name: 'GET /admin/people/import',
  handle: ({ locale }) =>
    Promise.resolve({
      title: translate(locale, 'admin.importPeople'),
      main: <PeopleImportForm formValues={{ values: { invite: 'true' } }} locale={locale} />,
    }),
});

/** Target after a repeated sign-in: the preview itself is a POST. */
const previewRedirectPage = definePage({
  name: 'GET /admin/people/import/preview',
  handle: () => Promise.resolve({ redirectTo: PATH }),
});

/** Keeps the content in the form, so that the import equals the check. */
const previewPage = definePage({
  name: 'POST /admin/people/import/preview',
  handle: async ({ callApi, locale, request, response }) => {
    const { values, content } = await readImportForm(request, response);
    const result = await withFormErrors(locale, values, () =>
      callApi('POST /people/import/preview', { body: requireContent(content) }),
    );
    if (result.rejectedForm) return renderRejectedForm(result.rejectedForm, locale);
    const { errors } = result.response;
    const formValues = { values: { ...values, pasted: decodeText(content, 'text/csv') }, errors };
    const main = <PeopleImportForm formValues={formValues} preview={result.response} locale={locale} />;
    return { title: translate(locale, 'admin.importPeople'), main };
  },
});

const importPage = definePage({
  name: 'POST /admin/people/import',
  handle: async ({ callApi, locale, request, response }) => {
    const { values, content } = await readImportForm(request, response);
    const query = { invite: String(values.invite === 'true') };
    const { rejectedForm } = await withFormErrors(locale, values, () =>
      callApi('POST /people/import', { body: requireContent(content), query }),
    );
    if (rejectedForm) return renderRejectedForm(rejectedForm, locale);
    return { redirectTo: '/admin/people', flash: 'people-imported' };
  },
});

function renderRejectedForm({ formValues, error, status }: RejectedForm, locale: Locale) {
  const { detail, errors } = wordProblem(error, locale);
  const main = <PeopleImportForm formValues={{ ...formValues, errors }} problem={detail} locale={locale} />;
  return { title: translate(locale, 'admin.importPeople'), main, status };
}

const templatePage = definePage({
  name: 'GET /admin/people/template',
  handle: () => Promise.resolve({ file: buildPeopleTemplate(), name: 'people.csv', mediaType: 'text/csv' }),
});

/** Before the pages of a person: `{email}` also matches `import` and `template`. */
export const peopleImportPages = [importFormPage, previewRedirectPage, previewPage, importPage, templatePage];
