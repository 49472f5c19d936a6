import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import type { Locale, MessageKey } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { canOpenPage, type PageName } from '../../access';

interface MenuEntry {
  page: PageName;
  path: string;
  label: MessageKey;
}

const SETUP_ENTRY: MenuEntry = { page: 'GET /admin/setup', path: '/admin/setup', label: 'layout.setup' };

/** In menu order. An entry is hidden if the principal may not open its page. */
const MENU_ENTRIES: readonly MenuEntry[] = [
  { page: 'GET /onboardings', path: '/onboardings', label: 'layout.onboardings' },
  { page: 'GET /onboardings/new', path: '/onboardings/new', label: 'layout.submit' },
  { page: 'GET /cohorts', path: '/cohorts', label: 'layout.cohorts' },
  { page: 'GET /tasks', path: '/tasks', label: 'layout.tasks' },
  { page: 'GET /inventory', path: '/inventory', label: 'layout.inventory' },
  { page: 'GET /absences', path: '/absences', label: 'layout.absences' },
  { page: 'GET /reports', path: '/reports', label: 'layout.reports' },
  { page: 'GET /admin', path: '/admin', label: 'layout.admin' },
  { page: 'GET /account', path: '/account', label: 'layout.account' },
];

export function Navigation({
  locale,
  brand,
  principal,
  path,
  hasOpenSetup = false,
}: {
  locale: Locale;
  brand: { name: string; logoUrl?: string };
  principal?: AuthenticatedPrincipal;
  path: string;
  /** True for an administrator while something is left to set up. */
  hasOpenSetup?: boolean;
}) {
  const t = getTranslator(locale);
  const allEntries = hasOpenSetup ? [SETUP_ENTRY, ...MENU_ENTRIES] : MENU_ENTRIES;
  const entries = allEntries.filter(({ page }) => principal !== undefined && canOpenPage(principal, page));
  return (
    <header class="container top">
      <a class="brand" href="/">
        {brand.logoUrl !== undefined && <img src={brand.logoUrl} alt="" />}
        {brand.name}
      </a>
      <nav aria-label={t('layout.menu')}>
        <ul>
          {entries.map((entry) => (
            <li key={entry.path}>
              <a href={entry.path} aria-current={entry.path === path ? 'page' : undefined}>
                {t(entry.label)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="who">
        <form method="post" action="/language">
          <input type="hidden" name="back" value={path} />
          <button
            class="plain"
            name="language"
            value={locale === 'en' ? 'de' : 'en'}
            lang={locale === 'en' ? 'de' : 'en'}
          >
            {t('layout.otherLanguage')}
          </button>
        </form>
        {principal && (
          <form method="post" action="/sign-out">
            <button class="plain" title={principal.email}>
              {t('layout.signOut')}
            </button>
          </form>
        )}
      </div>
    </header>
  );
}
