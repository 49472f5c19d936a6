import type { ApiContext } from '../../api/http/context';
import type { createInternalClient } from '../../api/http/internal-client';
import type { SignedLinks } from '../../auth/signed-links';
import type { IdentityProvider } from '../../auth/oidc/identity-provider';
import type { SessionDeps } from '../../auth/sessions';
import type { Mailer } from '../../integrations/mail/mailer';
import type { Assets } from './assets';

/** What the pages stand on besides the API. */
export interface WebDeps {
  links: SignedLinks;
  /** Sends links to sign in with. */
  mailer: Mailer;
  /** The company's own sign-in, where it has one. */
  identityProvider?: IdentityProvider;
  /** Where an engineer looks at workflows, as `…/namespaces/default/workflows`. */
  temporalUiUrl?: string;
}

export interface WebContext extends WebDeps {
  api: ApiContext;
  internalClient: ReturnType<typeof createInternalClient>;
  assets: Assets;
}

export const getSessionDeps = ({ api }: WebContext): SessionDeps => ({ database: api.database, ...api.config });
