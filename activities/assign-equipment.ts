import { z } from 'zod';
import { codeSchema } from '../src/domain/text/schemas';
import { defineActivity } from './define-activity';

/** Reserves the equipment of the request or, if it lists none, the equipment of the plan. */
export const assignEquipment = defineActivity({
  title: { en: 'Assign equipment', de: 'Ausstattung zuweisen' },
  uses: ['inventory'],
  settings: z.strictObject({ equipment: z.array(codeSchema()).default([]) }),
  result: z.object({ items: z.array(z.object({ tag: z.string(), model: z.string() })) }),
  permanent: ['OutOfStock'],
  reads: ['equipment'],

  demand: (request, settings) => ({ models: request.equipment ?? settings.equipment }),

  async run({ key, onboardingId, request, settings, systems }) {
    const models = request.equipment ?? settings.equipment;
    return { items: await systems.inventory.reserve({ key, onboardingId, models }) };
  },

  undo: ({ key, systems, isLost }) => (isLost ? systems.inventory.writeOff(key) : systems.inventory.release(key)),
});
