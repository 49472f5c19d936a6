import { defineRoute } from '../../http/route';
import { createToken, removeToken, getTokens } from './handlers';
import { createdTokenSchema, newTokenSchema, tokenParamsSchema, tokensQuerySchema, tokensSchema } from './schema';

const tag = 'Tokens';

export const tokenRoutes = [
  defineRoute({
    name: 'GET /tokens',
    tag,
    summary: 'Tokens, newest first',
    query: tokensQuerySchema,
    responses: { 200: { description: 'A page, without what is secret.', schema: tokensSchema } },
    handle: getTokens,
  }),
  defineRoute({
    name: 'POST /tokens',
    tag,
    summary: 'Make a token',
    body: newTokenSchema,
    responses: { 201: { description: 'The token, shown this once.', schema: createdTokenSchema } },
    problems: ['step-up-required'],
    handle: createToken,
  }),
  defineRoute({
    name: 'DELETE /tokens/{id}',
    tag,
    summary: 'Revoke a token',
    params: tokenParamsSchema,
    responses: { 204: { description: 'Revoked.' } },
    handle: removeToken,
  }),
];
