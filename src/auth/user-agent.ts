import type { Request } from 'express';

const MAX_USER_AGENT_LENGTH = 200;

/** Returns the User-Agent header, truncated for storage. */
export const getUserAgent = (request: Request): string | undefined =>
  request.get('User-Agent')?.slice(0, MAX_USER_AGENT_LENGTH);
