import { defineRoute } from '../../http/route';
import { decodeForTool, encodeForTool } from './handlers';
import { codecHeadersSchema, payloadsSchema } from './schema';

/** Fits any response of Temporal, of at most 4 MB, in base64. */
const bodyLimit = '8mb';
const tag = 'Operation';

export const codecRoutes = [
  defineRoute({
    name: 'POST /codec/decode',
    tag,
    summary: 'Decode payloads for Temporal’s web UI and command line',
    description:
      'A [codec server](https://docs.temporal.io/codec-server). Recorded in the security log. Payloads that cannot be ' +
      'decrypted become `{"firstdayUndecodable": true}`.',
    headers: codecHeadersSchema,
    bodyLimit,
    body: payloadsSchema,
    responses: { 200: { description: 'The payloads in the same order.', schema: payloadsSchema } },
    handle: decodeForTool,
  }),
  defineRoute({
    name: 'POST /codec/encode',
    tag,
    summary: 'Return payloads unchanged',
    description:
      'For tools that encode what an operator types. A message that they send is shown as unverified: only the API’s own ' +
      'messages are encrypted or sealed.',
    headers: codecHeadersSchema,
    bodyLimit,
    body: payloadsSchema,
    responses: { 200: { description: 'The same payloads.', schema: payloadsSchema } },
    handle: encodeForTool,
  }),
];
