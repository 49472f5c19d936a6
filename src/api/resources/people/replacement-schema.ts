import { z } from 'zod';
import { emailSchema } from '../../../domain/text/schemas';

export const replacementBodySchema = z
  .strictObject({ by: emailSchema().meta({ description: 'An active person, who takes over.' }) })
  .meta({ id: 'Replacement', example: { by: 'carla@example.com' } });

export const replacementSchema = z
  .object({
    onboardings: z.array(z.uuid()).meta({ description: 'Open onboardings that were handed over.' }),
    unreachable: z.array(z.uuid()).meta({ description: 'Those that could not be reached: repeat the call.' }),
  })
  .meta({ id: 'ReplacementResult' });
