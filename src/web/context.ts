import type { ApiContext } from '../api/deps';
import type { doorOf } from '../api/door';
import type { Links } from '../links/links';
import type { SessionDeps } from '../sessions/sessions';
import type { Mailer } from '../systems/mail/mailer';
import type { Assets } from './assets';

/** What the pages stand on besides the API. */
export interface WebDeps {
  links: Links;
  /** Sends links to sign in with. */
  mailer: Mailer;
  /** Where an engineer looks at workflows, as `…/namespaces/default/workflows`. */
  temporalPages?: string;
}

export interface WebContext extends WebDeps {
  api: ApiContext;
  door: ReturnType<typeof doorOf>;
  assets: Assets;
}

export const sessionsOf = ({ api }: WebContext): SessionDeps => ({ database: api.database, ...api.config });
