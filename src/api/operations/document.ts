import { z } from 'zod';
import { route } from '../route';

/** The description of the API, itself included. */
export const documentRoutes = (document: () => unknown) => [
  route({
    on: 'GET /openapi.json',
    tag: 'Operations',
    summary: 'This description',
    answers: { 200: { description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) } },
    handle: () => Promise.resolve({ status: 200, body: document() }),
  }),
];
