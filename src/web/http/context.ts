import type { ApiContext } from '../../api/http/context';
import type { doorOf } from '../../api/http/internal-client';
import type { Links } from '../../auth/signed-links';
import type { IdentityProvider } from '../../auth/oidc/provider';
import type { SessionDeps } from '../../auth/sessions';
import type { Mailer } from '../../integrations/mail/mailer';
import type { Assets } from './assets';

/** What the pages stand on besides the API. */
export interface WebDeps {
  links: Links;
  /** Sends links to sign in with. */
  mailer: Mailer;
  /** The company's own sign-in, where it has one. */
  provider?: IdentityProvider;
  /** Where an engineer looks at workflows, as `…/namespaces/default/workflows`. */
  temporalPages?: string;
}

export interface WebContext extends WebDeps {
  api: ApiContext;
  door: ReturnType<typeof doorOf>;
  assets: Assets;
}

export const sessionsOf = ({ api }: WebContext): SessionDeps => ({ database: api.database, ...api.config });
