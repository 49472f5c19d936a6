import { z } from 'zod';
import { toLocalPath } from '../../http/redirect';

/** Local path to open after sign-in. */
export const nextPathSchema = z.unknown().optional().transform(toLocalPath);
