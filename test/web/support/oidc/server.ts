import Provider, { type Configuration } from 'oidc-provider';

/**
 * A real OpenID provider as a process of its own (its packages are no CommonJS, which Jest would need): whoever types a name is
 * believed, consents, and is known by that name at example.com.
 */
const [port = '', redirectUri = ''] = process.argv.slice(2);

const configuration: Configuration = {
  clients: [{ client_id: 'firstday', client_secret: 'a-secret-of-the-test', redirect_uris: [redirectUri] }],
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

const server = new Provider(`http://127.0.0.1:${port}`, configuration).listen(Number(port), '127.0.0.1', () =>
  console.log('ready'),
);
process.on('SIGTERM', () => server.close());
