import { translate } from '../../../i18n/translate';
import type { FirstdayError } from '../../../lib/errors';
import type { ApiResponseBodies } from '../../api-client';
import { definePage } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { canOpenPage } from '../../access';
import { readTextFields } from '../../ui/forms';
import { SampleRemoval, SetupChecklist } from './view';

const checklistPage = definePage({
  name: 'GET /admin/setup',
  handle: async ({ callApi, locale, principal }) => {
    const canRemoveSample = canOpenPage(principal, 'GET /admin/setup/remove-sample');
    const props = { setup: await callApi('GET /company/setup'), principal, canRemoveSample, locale };
    return { title: translate(locale, 'setup.title'), main: <SetupChecklist {...props} /> };
  },
});

const sampleRemovalPage = definePage({
  name: 'GET /admin/setup/remove-sample',
  handle: async ({ callApi, locale }) => ({
    title: translate(locale, 'setup.removeSample'),
    main: <SampleRemoval sample={await callApi('GET /company/sample')} locale={locale} />,
  }),
});

/** Shows the list of open onboardings again if there are any. */
const removeSamplePage = definePage({
  name: 'POST /admin/setup/remove-sample',
  handle: async ({ callApi, form, locale }) => {
    const body = { cancelOpen: readTextFields(form).cancelOpen === 'true' };
    const { rejectedForm } = await withFormErrors(locale, {}, () => callApi('POST /company/remove-sample', { body }));
    if (rejectedForm === undefined) return { redirectTo: '/admin/setup', flash: 'sample-removed' };
    const { error, status } = rejectedForm;
    const props = { sample: await callApi('GET /company/sample'), error, blocking: listBlocking(error), locale };
    return { title: translate(locale, 'setup.removeSample'), main: <SampleRemoval {...props} />, status };
  },
});

/** The page lists the sample’s open onboardings anyway. */
const listBlocking = ({ reason, extra }: FirstdayError) =>
  reason?.code === 'conflict.sample-people'
    ? (extra.onboardings as ApiResponseBodies['GET /company/sample']['onboardings'])
    : [];

export const setupPages = [checklistPage, sampleRemovalPage, removeSamplePage];
