import Provider, { type ClientAuthMethod, type Configuration } from 'oidc-provider';

/**
 * A real OpenID provider in its own process, because its packages are not CommonJS, which Jest would need.
 * Accepts any name without a check, consents, and uses that name at example.com. `name+2` is another account with the
 * address of `name`, `name.group` a member of a group, `unverified…` has an unverified address, and `unvouched…` an address
 * without a claim about it.
 */
const [port = '', redirectUri = '', authMethod = ''] = process.argv.slice(2);
const client_secret = 'a-secret-of-the-test';
const token_endpoint_auth_method = authMethod as ClientAuthMethod;

const configuration: Configuration = {
  clients: [{ client_id: 'firstday', client_secret, token_endpoint_auth_method, redirect_uris: [redirectUri] }],
  clientAuthMethods: [token_endpoint_auth_method],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  scopes: ['openid', 'email', 'profile', 'groups'],
  pkce: { required: () => true },
  cookies: { keys: ['of the test'] },
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: () => {
      const [name = '', ...groups] = (sub.split('+')[0] ?? '').split('.');
      const verified = sub.startsWith('unvouched') ? {} : { email_verified: !sub.startsWith('unverified') };
      return { sub, name: `${name} by the provider`, email: `${name}@example.com`, groups, ...verified };
    },
  }),
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
    grant.addOIDCScope('openid email profile groups');
    await grant.save();
    return grant;
  },
};

const provider = new Provider(`http://127.0.0.1:${port}`, configuration);
// The library also accepts the header from a client registered for the body. Other providers reject it.
provider.use(async (context, next) => {
  if (authMethod === 'client_secret_basic' || !/^Basic /i.test(context.get('Authorization'))) return next();
  context.status = 401;
  context.body = { error: 'invalid_client' };
});
const server = provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
process.on('SIGTERM', () => server.close());
