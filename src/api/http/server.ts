import { createServer, type RequestListener, type Server } from 'node:http';

/** Longer than proxies keep a connection (60 s): else they send the next call on one that is being closed. */
const KEEP_ALIVE_MS = 75_000;

/** What answers HTTP; it does not listen yet. */
export const createHttpServer = (app: RequestListener): Server =>
  createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
