import type { ComponentChildren } from 'preact';
import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { AssetName } from '../../http/assets';
import type { Notices } from '../../http/load-notices';
import { Navigation } from './navigation';
import { SampleBanner } from './sample-banner';

export interface PageFrame {
  title: string;
  locale: Locale;
  /** Of the company. */
  brand: { name: string; logoUrl?: string };
  /** Undefined when not signed in. */
  principal?: AuthenticatedPrincipal;
  /** Path without the query string. */
  path: string;
  notices?: Notices;
  flash?: string;
  /** `data-draft` of the form whose draft the browser clears. */
  draftKeyToClear?: string;
  getAssetUrl: (name: AssetName) => string;
}

/** The `Content-Security-Policy` forbids eval and inline code. Error responses are swapped in as well. */
const HTMX_CONFIG = JSON.stringify({
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  responseHandling: [
    { code: '204', swap: false },
    { code: '...', swap: true },
  ],
});

export function Layout({ frame, children }: { frame: PageFrame; children: ComponentChildren }) {
  const { title, locale, brand, principal, path, notices, flash, draftKeyToClear, getAssetUrl } = frame;
  const t = getTranslator(locale);
  const signInPath = `/sign-in?next=${encodeURIComponent(path)}`;
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={HTMX_CONFIG} />
        <title>{`${title} · Firstday`}</title>
        <link rel="icon" href={getAssetUrl('icon.svg')} />
        <link rel="stylesheet" href={getAssetUrl('pico.css')} />
        <link rel="stylesheet" href={getAssetUrl('app.css')} />
        <script src={getAssetUrl('htmx.js')} defer />
        <script src={getAssetUrl('sse.js')} defer />
        <script src={getAssetUrl('app.js')} defer />
      </head>
      <body>
        <a class="skip" href="#content">
          {t('layout.skip')}
        </a>
        <Navigation
          locale={locale}
          brand={brand}
          principal={principal}
          path={path}
          hasOpenSetup={notices?.hasOpenSetup}
        />
        {notices?.isSample && <SampleBanner locale={locale} principal={principal} />}
        <main class="container" id="content" tabIndex={-1}>
          <div id="connection" role="status" hidden>
            <p>{t('layout.connectionLost')}</p>
            {principal && (
              <>
                <p hidden>
                  {t('layout.sessionGone')} <a href={signInPath}>{t('layout.signInAgain')}</a>
                </p>
                <p hidden>
                  {t('layout.signedOutWhileTyping')}{' '}
                  <a href={signInPath} target="_blank">
                    {t('layout.signInAgain')}
                  </a>
                </p>
              </>
            )}
          </div>
          <div id="flash" role="status">
            {flash && (
              <p class="flash" data-clear-draft={draftKeyToClear}>
                {flash}
              </p>
            )}
          </div>
          {children}
        </main>
      </body>
    </html>
  );
}
