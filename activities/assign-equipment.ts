import { z } from 'zod';
import { codeSchema } from '../src/domain/text/schemas';
import { defineActivity } from './define-activity';
import { listOlderKeys } from './older-keys';

/**
 * Reserves the equipment of the request or, if it lists none, the equipment of the plan. A repetition keeps the items of the
 * models still wanted, and releases the others only once it has all.
 */
export const assignEquipment = defineActivity({
  title: { en: 'Assign equipment', de: 'Ausstattung zuweisen' },
  uses: ['inventory'],
  settings: z.strictObject({ equipment: z.array(codeSchema()).default([]) }),
  result: z.object({ items: z.array(z.object({ tag: z.string(), model: z.string() })) }),
  permanent: ['OutOfStock'],
  redo: 'swap',
  reads: ['equipment'],

  demand: (request, settings) => ({ models: request.equipment ?? settings.equipment }),

  async run(context) {
    const { key, onboardingId, request, settings, systems } = context;
    const models = request.equipment ?? settings.equipment;
    const replaces = listOlderKeys(context);
    return { items: await systems.inventory.reserve({ key, onboardingId, models, replaces }) };
  },

  undo: ({ key, systems, isLost }) => (isLost ? systems.inventory.writeOff(key) : systems.inventory.release(key)),
});
