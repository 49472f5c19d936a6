import { createServer, type RequestListener, type Server } from 'node:http';

/** Longer than proxies keep idle connections (60 s): otherwise they reuse one that is being closed. */
const KEEP_ALIVE_MS = 75_000;

/** Creates the server without listening. */
export const createHttpServer = (app: RequestListener): Server =>
  createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
