import { z } from 'zod';
import { localPath } from '../../http/redirect';

/** Where somebody wanted to go before they were asked to sign in. */
export const next = z.unknown().optional().transform(localPath);
