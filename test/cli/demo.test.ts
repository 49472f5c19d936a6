import { sql } from 'kysely';
import { DemoStory } from '../../src/cli/demo/demo-story';
import { createTextSettings } from '../../src/cli/output/text-settings';
import { TestPlatform } from '../support/test-platform';
import { createTestTerminal } from './support';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await TestPlatform.start();
});

afterAll(() => platform.close());

const runDemo = async () => {
  const { terminal, written } = createTestTerminal();
  const connection = { url: platform.url, token: platform.environment.adminToken, stop: () => Promise.resolve() };
  const complaints = await new DemoStory(connection, terminal, createTextSettings('en', false)).run();
  return { complaints, text: written.out };
};

test('the demo succeeds twice on one platform and shows the holdings', async () => {
  expect((await runDemo()).complaints).toEqual([]);
  const { complaints, text } = await runDemo();
  expect(complaints).toEqual([]);
  expect(text).toMatch(/Ada Byron +completed +chat, cloud, email, source-code +L16-002, MON-002 +\S/i);
  expect(text).toMatch(/Ben Oduya +declined +none +none +none/i);
  expect(text).toMatch(/Zoë Nguyễn +rolled back +none +none +none/i);
  const [, declined = ''] = text.split(/^The manager .*$/m).slice(1);
  expect(declined).toMatch(
    /managerApproval: declined by admin@firstday\.example on behalf of miguel@example\.com {2}“The position was filled internally\.”/i,
  );
  expect(declined).not.toMatch(/started/i);
});

test('the demo reports holdings left after a rollback', async () => {
  const { database } = platform.testDb;
  const { id } = await database.selectFrom('training_sessions').select('id').executeTakeFirstOrThrow();
  // Releasing Zoë's laptop also inserts a seat, which simulates an incomplete rollback.
  await sql`create function forget() returns trigger language plpgsql as $$ begin
      insert into seats (session_id, onboarding_id, effect_key) values (${sql.lit(id)}, old.onboarding_id, old.effect_key);
      return new; end $$`.execute(database);
  await sql`create trigger forget after update on items for each row
      when (old.state = 'reserved' and new.state = 'free') execute function forget()`.execute(database);
  expect((await runDemo()).complaints).toEqual([expect.stringMatching(/^Zoë Nguyễn: .* not as expected/)]);
});
