import { route } from '../../http/route';
import { addToken, removeToken, showTokens } from './handlers';
import { createdTokenSchema, newToken, tokenParams, tokensSchema } from './schema';

const tag = 'Tokens';

export const tokenRoutes = [
  route({
    on: 'GET /tokens',
    tag,
    summary: 'Tokens, newest first',
    answers: { 200: { description: 'All tokens, without what is secret.', schema: tokensSchema } },
    handle: showTokens,
  }),
  route({
    on: 'POST /tokens',
    tag,
    summary: 'Make a token',
    body: newToken,
    answers: { 201: { description: 'The token, shown this once.', schema: createdTokenSchema } },
    handle: addToken,
  }),
  route({
    on: 'DELETE /tokens/{id}',
    tag,
    summary: 'Revoke a token',
    params: tokenParams,
    answers: { 204: { description: 'Revoked.' } },
    handle: removeToken,
  }),
];
