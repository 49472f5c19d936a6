import type { ComponentChildren } from 'preact';
import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import type { AssetName } from '../../http/assets';
import type { Locale } from '../../i18n/locale';
import { Navigation } from './navigation';
import { layoutMessages } from './messages';

export interface PageFrame {
  title: string;
  locale: Locale;
  /** Undefined when not signed in. */
  actor?: AuthenticatedPrincipal;
  /** Path without the query string. */
  path: string;
  said?: string;
  /** `data-keep` of the form whose draft the browser clears. */
  forget?: string;
  asset: (name: AssetName) => string;
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
  const { title, locale, actor, path, said, forget, asset } = frame;
  const words = layoutMessages(locale);
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={HTMX_CONFIG} />
        <title>{`${title} · Firstday`}</title>
        <link rel="icon" href={asset('icon.svg')} />
        <link rel="stylesheet" href={asset('pico.css')} />
        <link rel="stylesheet" href={asset('app.css')} />
        <script src={asset('htmx.js')} defer />
        <script src={asset('sse.js')} defer />
        <script src={asset('app.js')} defer />
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <Navigation locale={locale} actor={actor} path={path} />
        <main class="container" id="content" tabIndex={-1}>
          <div id="connection" role="status" hidden>
            <p>{words.connectionLost}</p>
            {actor && (
              <p hidden>
                {words.sessionGone} <a href={`/sign-in?next=${encodeURIComponent(path)}`}>{words.signInAgain}</a>
              </p>
            )}
          </div>
          <div id="said" role="status">
            {said && (
              <p class="said" data-forget={forget}>
                {said}
              </p>
            )}
          </div>
          {children}
        </main>
      </body>
    </html>
  );
}
