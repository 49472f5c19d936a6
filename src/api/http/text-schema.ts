import { z } from 'zod';

/** Text of a plan, an activity or a location, as `defineRoute` picks it. */
export const textSchema = z.string().meta({ description: 'In the language of the caller (`Accept-Language`).' });
