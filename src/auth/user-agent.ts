import type { Request } from 'express';

const KEPT = 200;

/** What the caller says it is, as much of it as is kept. */
export const userAgentOf = (request: Request): string | undefined => request.get('User-Agent')?.slice(0, KEPT);
