import { z } from 'zod';
import { codeSchema } from '../src/domain/text/schemas';
import { assignEquipment } from './assign-equipment';
import { defineActivity } from './define-activity';

/**
 * Enters what a task has bought into the inventory, assigned to the new hire. A model without the tag of a bought item is
 * taken from the stock. After a rollback, all of it is free stock.
 */
export const registerPurchase = defineActivity({
  title: { en: 'Register purchased equipment', de: 'Gekaufte Ausstattung erfassen' },
  uses: ['inventory'],
  settings: z.strictObject({
    /** Id of the task whose answers are the tags. */
    task: z.string(),
    /** Models to provide, by the name of the question for the tag. */
    models: z.record(z.string(), codeSchema()),
  }),
  result: assignEquipment.result,
  permanent: ['OutOfStock', 'TagTaken'],
  reads: ['job.location'],

  async run({ key, onboardingId, request, settings, answers, systems }) {
    const tags = answers[settings.task] ?? {};
    const provided = Object.entries(settings.models).map(([question, model]) => ({ tag: tags[question], model }));
    const items = provided.flatMap(({ tag, model }) => (typeof tag === 'string' ? [{ tag, model }] : []));
    const models = provided.flatMap(({ tag, model }) => (typeof tag === 'string' ? [] : [model]));
    const { location } = request.job;
    return { items: await systems.inventory.registerPurchase({ key, onboardingId, location, items, models }) };
  },

  undo: ({ key, systems, isLost }) => (isLost ? systems.inventory.writeOff(key) : systems.inventory.release(key)),
});
