import { createReason } from '../../src/domain/reasons/reason';
import { TestApi } from '../api/support/test-api';
import { changeStep } from './support/views';
import { Visitor } from './support/visitor';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.close());

test('the purchase says which items are missing, and asks for the tag of each requested one', async () => {
  const id = await api.submit('short@example.org', { equipment: ['laptop-14', 'laptop-14'] });
  const error = createReason('OutOfStock', { missing: ['laptop-14', 'laptop-14'] });
  await changeStep(api, id, 'assignEquipment', { status: 'skipped', branchedTo: 'purchaseEquipment', error });
  await changeStep(api, id, 'purchaseEquipment', { status: 'waiting', startedAt: new Date().toISOString() });
  const ivan = await Visitor.signIn(api, 'it');
  const { page, text } = await ivan.open(`/tasks/${id}/purchaseEquipment`);
  expect(text).toContain('Needed because Assign equipment failed: Not in stock: 2 × laptop-14.');
  const names = page.querySelectorAll('input[name^="answers.assetTag"]').map((input) => input.getAttribute('name'));
  expect(names).toEqual(['answers.assetTag1', 'answers.assetTag2']);
});
