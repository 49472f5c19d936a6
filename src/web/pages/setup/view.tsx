import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { FirstdayError } from '../../../lib/errors';
import { canOpenPage, type PageName } from '../../access';
import type { ApiResponseBodies } from '../../api-client';
import { ProblemAlert } from '../../ui/layout/problem-alert';
import { StatusBadge } from '../../ui/status-badge';

type Setup = ApiResponseBodies['GET /company/setup'];
type SetupItem = Setup['items'][number];
type Onboardings = ApiResponseBodies['GET /company/sample']['onboardings'];

/** Pages on which the items are done. */
const PLACES: Record<SetupItem['code'], { page: PageName; path: string }> = {
  company: { page: 'GET /admin/company/general', path: '/admin/company/general' },
  people: { page: 'GET /admin/people', path: '/admin/people' },
  locations: { page: 'GET /admin/company/locations/new', path: '/admin/company/locations/new' },
  systems: { page: 'GET /admin/company/systems/new', path: '/admin/company/systems/new' },
  profile: { page: 'GET /admin/company/profiles', path: '/admin/company/profiles' },
  equipment: { page: 'GET /inventory/new', path: '/inventory' },
  'first-hire': { page: 'GET /onboardings/new', path: '/onboardings/new' },
};

interface ChecklistProps {
  setup: Setup;
  principal: AuthenticatedPrincipal;
  canRemoveSample: boolean;
  locale: Locale;
}

export function SetupChecklist({ setup: { items, isSample }, principal, canRemoveSample, locale }: ChecklistProps) {
  const t = getTranslator(locale);
  const done = items.filter(({ isDone }) => isDone).length;
  return (
    <>
      <h1>{t('setup.title')}</h1>
      <p>{t('setup.intro')}</p>
      <p>{t('setup.progress', { done, total: items.length })}</p>
      <ol class="checklist">
        {items.map((item) => (
          <ChecklistItem key={item.code} item={item} principal={principal} locale={locale} />
        ))}
      </ol>
      {isSample && (
        <section>
          <h2>{t('setup.sampleCompany')}</h2>
          <p>{t('setup.sampleHint')}</p>
          {canRemoveSample && (
            <p>
              <a href="/admin/setup/remove-sample" role="button" class="secondary outline">
                {t('setup.removeSample')}
              </a>
            </p>
          )}
        </section>
      )}
    </>
  );
}

function ChecklistItem({
  item: { code, isDone, count },
  principal,
  locale,
}: { item: SetupItem } & Pick<ChecklistProps, 'principal' | 'locale'>) {
  const t = getTranslator(locale);
  const { page, path } = PLACES[code];
  const title = t(`setup.items.${code}`);
  return (
    <li>
      <span class={isDone ? 'badge good' : 'badge wait'}>{t(isDone ? 'setup.done' : 'setup.open')}</span>{' '}
      {canOpenPage(principal, page) ? <a href={path}>{title}</a> : title}
      {count !== undefined && count > 0 && ` (${getFormatters(locale).formatNumber(count)})`}
      <span class="more">{t(`setup.hints.${code}`)}</span>
    </li>
  );
}

interface SampleRemovalProps {
  sample: ApiResponseBodies['GET /company/sample'];
  error?: FirstdayError;
  /** Own onboardings that wait for a person of the sample. */
  blocking?: Onboardings;
  locale: Locale;
}

/** Lists the rows that go and the accounts that stay, above the button. */
export function SampleRemoval({ sample, error, blocking = [], locale }: SampleRemovalProps) {
  const t = getTranslator(locale);
  const { people, equipment, trainings, onboardings, keptAccounts } = sample;
  const hasOpen = onboardings.length > 0;
  return (
    <section class="narrow">
      <h1>{t('setup.removeSample')}</h1>
      {error && <ProblemAlert error={error} locale={locale} isPartial />}
      {blocking.length > 0 && <OnboardingList onboardings={blocking} locale={locale} />}
      <p>{t('setup.removes')}</p>
      <ul>
        <li>{t('setup.removesSettings')}</li>
        <li>{t('setup.removesRows', { people, equipment, trainings })}</li>
      </ul>
      <p>{t('setup.closedStay')}</p>
      <p>{t('setup.accountsStay', { accounts: keptAccounts.join(', ') })}</p>
      {hasOpen && <OpenOnboardings onboardings={onboardings} locale={locale} />}
      <form method="post" action="/admin/setup/remove-sample" class="actions">
        {hasOpen && <input type="hidden" name="cancelOpen" value="true" />}
        <button class="careful">{t(hasOpen ? 'setup.cancelAndRemove' : 'setup.removeNow')}</button>
        <a href="/admin/setup">{t('company.back')}</a>
      </form>
    </section>
  );
}

interface OnboardingListProps {
  onboardings: Onboardings;
  locale: Locale;
}

function OpenOnboardings({ onboardings, locale }: OnboardingListProps) {
  const t = getTranslator(locale);
  return (
    <>
      <h2>{t('setup.openOnboardings', { count: onboardings.length })}</h2>
      <p>{t('setup.openHint')}</p>
      <OnboardingList onboardings={onboardings} locale={locale} />
    </>
  );
}

const OnboardingList = ({ onboardings, locale }: OnboardingListProps) => (
  <ul>
    {onboardings.map(({ id, employeeName, status }) => (
      <li key={id}>
        <a href={`/onboardings/${id}`}>{employeeName}</a> <StatusBadge status={status} locale={locale} />
      </li>
    ))}
  </ul>
);
