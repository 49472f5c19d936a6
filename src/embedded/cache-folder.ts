import { homedir } from 'node:os';
import path from 'node:path';

/** Cache for programs that are costly to download or build, shared by all checkouts of this user. */
export const getCacheFolder = (name: string): string =>
  path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'firstday', name);
