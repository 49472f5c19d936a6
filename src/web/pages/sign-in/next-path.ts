import { z } from 'zod';
import { toLocalPath } from '../../http/redirect';

/** Where somebody wanted to go before they were asked to sign in. */
export const nextPathSchema = z.unknown().optional().transform(toLocalPath);
