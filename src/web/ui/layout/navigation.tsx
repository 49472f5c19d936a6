import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import { canOpenPage, type PageName } from '../../access';
import type { Locale } from '../../i18n/locale';
import { layoutMessages } from './messages';

type LayoutMessages = ReturnType<typeof layoutMessages>;

/** In menu order. An entry is hidden if the principal may not open its page. */
const MENU_ENTRIES: readonly { page: PageName; path: string; label: keyof LayoutMessages }[] = [
  { page: 'GET /onboardings', path: '/onboardings', label: 'onboardings' },
  { page: 'GET /onboardings/new', path: '/onboardings/new', label: 'submit' },
  { page: 'GET /cohorts', path: '/cohorts', label: 'cohorts' },
  { page: 'GET /tasks', path: '/tasks', label: 'tasks' },
  { page: 'GET /inventory', path: '/inventory', label: 'inventory' },
  { page: 'GET /absences', path: '/absences', label: 'absences' },
  { page: 'GET /reports', path: '/reports', label: 'reports' },
  { page: 'GET /admin', path: '/admin', label: 'admin' },
  { page: 'GET /account', path: '/account', label: 'account' },
];

export function Navigation({
  locale,
  principal: principal,
  path,
}: {
  locale: Locale;
  principal?: AuthenticatedPrincipal;
  path: string;
}) {
  const messages = layoutMessages(locale);
  const entries = MENU_ENTRIES.filter(({ page }) => principal !== undefined && canOpenPage(principal, page));
  return (
    <header class="container top">
      <a class="brand" href="/">
        Firstday
      </a>
      <nav aria-label={messages.menu}>
        <ul>
          {entries.map((entry) => (
            <li key={entry.path}>
              <a href={entry.path} aria-current={entry.path === path ? 'page' : undefined}>
                {messages[entry.label]}
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
            {messages.otherLanguage}
          </button>
        </form>
        {principal && (
          <form method="post" action="/sign-out">
            <button class="plain" title={principal.email}>
              {messages.signOut}
            </button>
          </form>
        )}
      </div>
    </header>
  );
}
