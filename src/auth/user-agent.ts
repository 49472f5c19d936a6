import type { Request } from 'express';

const MAX_USER_AGENT_LENGTH = 200;

/** What the caller says it is, as much of it as is kept. */
export const getUserAgent = (request: Request): string | undefined =>
  request.get('User-Agent')?.slice(0, MAX_USER_AGENT_LENGTH);
