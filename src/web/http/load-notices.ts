import type { AuthenticatedPrincipal } from '../../api/http/route-access';
import { hasSample, loadSetup, type Setup } from '../../application/load-setup';
import type { Database } from '../../database/client';
import type { WebContext } from './context';

/** State of the platform that every page shows. */
export interface Notices {
  /** The company is the sample, or rows of the sample are left. */
  isSample: boolean;
  /** The reader is an administrator, and something is left to set up. */
  hasOpenSetup: boolean;
}

/** Databases whose setup was complete: no page asks again. */
const completed = new WeakSet<Database>();

export async function loadNotices(
  { api: { database, config } }: Pick<WebContext, 'api'>,
  principal: AuthenticatedPrincipal | undefined,
): Promise<Notices> {
  if (!principal?.roles.includes('admin') || completed.has(database))
    return { isSample: await hasSample(database), hasOpenSetup: false };
  const setup = await loadSetup({ database, ...config });
  const hasOpenSetup = setup.isSample || !isComplete(setup);
  if (!hasOpenSetup) completed.add(database);
  return { isSample: setup.isSample, hasOpenSetup };
}

const isComplete = ({ items }: Pick<Setup, 'items'>): boolean => items.every(({ isDone }) => isDone);
