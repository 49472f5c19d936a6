import { homedir } from 'node:os';
import path from 'node:path';

/** A folder for programs that were costly to get, shared by all checkouts of this user. */
export const getCacheFolder = (name: string): string =>
  path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'firstday', name);
