import { translate } from '../../../i18n/translate';
import type { FormValues } from '../../ui/forms';
import { withFormErrors, type RejectedForm } from '../../http/form-errors';
import type { PageResponse, Visit } from '../../http/page';
import { CompanyPreview } from './preview';

/**
 * Previews new settings. Returns the form to render again if the API rejects them.
 * @param back page with the form
 */
export async function previewChange(
  { callApi, locale }: Pick<Visit, 'callApi' | 'locale'>,
  settings: object,
  values: FormValues['values'],
  back: string,
): Promise<{ page: PageResponse; rejectedForm?: undefined } | { page?: undefined; rejectedForm: RejectedForm }> {
  const result = await withFormErrors(locale, values, () => callApi('POST /company/preview', { body: settings }));
  if (result.rejectedForm) return { rejectedForm: result.rejectedForm };
  const main = <CompanyPreview preview={result.response} settings={settings} back={back} locale={locale} />;
  return { page: { title: translate(locale, 'company.preview'), main } };
}
