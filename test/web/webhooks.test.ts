import { TestApi } from '../api/support/test-api';
import { Visitor } from './support/visitor';
import { createReason } from '../../src/domain/reasons/reason';

const WEBHOOK_URL = 'https://hooks.example.com/firstday';
let api: TestApi;
let alan: Visitor;
beforeAll(async () => {
  api = await TestApi.start();
  alan = await Visitor.signIn(api, 'admin');
});
afterAll(() => api.close());

/** Adds a webhook through the page. */
async function addWebhook(fields: Record<string, string> = { url: WEBHOOK_URL, events: 'onboarding.completed' }) {
  const added = await alan.send('/admin/webhooks', fields);
  const { page, text } = await alan.open('/admin/webhooks');
  const href = page.querySelectorAll('tbody a').at(-1)?.getAttribute('href') ?? '';
  return { added, href, text };
}

test('a webhook is added, and its secret is shown once', async () => {
  const { added, href, text } = await addWebhook();
  expect(added.status).toBe(201);
  const secret = added.page.querySelector('.flash code')?.text ?? '';
  expect(secret).toMatch(/^whsec_/);
  expect(text).not.toContain(secret);
  const { page } = await alan.open(href);
  expect(page.querySelector('h1')?.text).toBe(WEBHOOK_URL);
  expect(page.text).toContain('Active');
});

test('errors are shown beside the field, and input is kept', async () => {
  const { added } = await addWebhook({ url: 'http://hooks.example.com', events: 'onboarding.declined' });
  expect(added.status).toBe(400);
  expect(added.page.querySelector('#url-error')?.text).toBe('Must start with https://');
  expect(added.page.querySelector('#url')?.getAttribute('value')).toBe('http://hooks.example.com');
  const ticked = added.page.querySelectorAll('input[name=events][checked]');
  expect(ticked.map((box) => box.getAttribute('value'))).toEqual(['onboarding.declined']);
});

test('it can be tested; a failed delivery can be repeated', async () => {
  const { href } = await addWebhook();
  expect(await alan.send(`${href}/test`)).toMatchObject({ status: 303 });
  const findRepeatForm = async () => (await alan.open(href)).page.querySelector('form[action$="/repeat"]');
  expect((await alan.open(href)).page.querySelector('tbody')?.text).toMatch(/Test.*Pending/);
  expect(await findRepeatForm()).toBeNull();
  const error = createReason('webhook.status', { status: 500 });
  await api.testDb.database
    .updateTable('webhook_deliveries')
    .set({ next_try_at: null, attempts: 8, last_status: 500, last_error: JSON.stringify(error) })
    .execute();
  expect((await alan.open(href)).page.querySelector('tbody')?.text).toMatch(/Failed.*8.*The receiver answered 500\./);
  await alan.send((await findRepeatForm())?.getAttribute('action') ?? '');
  expect((await alan.open(href)).page.querySelector('tbody')?.text).toContain('Pending');
});

test('it can be paused, resumed and removed', async () => {
  const { href } = await addWebhook();
  await alan.send(href, { paused: 'yes' });
  expect((await alan.open(href)).page.querySelector('main')?.text).toContain('Status: Paused');
  await alan.send(href, { paused: 'no' });
  expect((await alan.open(href)).page.querySelector('main')?.text).toContain('Status: Active');
  await alan.send(`${href}/remove`);
  expect((await alan.open(href)).status).toBe(404);
});
