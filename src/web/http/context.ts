import type { ApiContext } from '../../api/http/context';
import type { createInternalClient } from '../../api/http/internal-client';
import type { SignedLinks } from '../../auth/signed-links';
import type { GroupRoles } from '../../auth/oidc/group-roles';
import type { IdentityProvider } from '../../auth/oidc/identity-provider';
import type { SessionDeps } from '../../auth/sessions';
import type { Assets } from './assets';

export interface WebDeps {
  links: SignedLinks;
  /** OpenID Connect provider of the company, if configured. */
  identityProvider?: IdentityProvider;
  /** Set if the groups at the identity provider determine the roles of people. */
  groupRoles?: GroupRoles;
  /** True if a link by mail signs in. */
  hasMailSignIn: boolean;
  /** Workflow list in the Temporal UI, for example `…/namespaces/default/workflows`. */
  temporalUiUrl?: string;
}

export interface WebContext extends WebDeps {
  api: ApiContext;
  internalClient: ReturnType<typeof createInternalClient>;
  assets: Assets;
}

export const getSessionDeps = ({ api }: WebContext): SessionDeps => ({ database: api.database, ...api.config });
