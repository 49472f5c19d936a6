import Provider, { type ClientAuthMethod, type Configuration } from 'oidc-provider';

/**
 * A real OpenID provider in its own process, because its packages are not CommonJS, which Jest would need.
 * Accepts any name without a check, consents, and uses that name at example.com.
 */
const [port = '', redirectUri = '', authMethod = ''] = process.argv.slice(2);
const client_secret = 'a-secret-of-the-test';
const token_endpoint_auth_method = authMethod as ClientAuthMethod;

const configuration: Configuration = {
  clients: [{ client_id: 'firstday', client_secret, token_endpoint_auth_method, redirect_uris: [redirectUri] }],
  clientAuthMethods: [token_endpoint_auth_method],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  pkce: { required: () => true },
  cookies: { keys: ['of the test'] },
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@example.com`, email_verified: !sub.startsWith('unverified') }),
  }),
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
    grant.addOIDCScope('openid email');
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
