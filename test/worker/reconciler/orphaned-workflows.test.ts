import { sql } from 'kysely';
import { markOrphaned } from '../../../src/worker/reconciler/orphaned-workflows';
import { writeSnapshot } from '../../../src/worker/projection/write-snapshot';
import { createSnapshot, insertSubmittedOnboarding, getOnboardingRow } from '../../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../../support/test-database';
import { createActivityStep, createEngineInput, HR, createTaskStep, nameRole } from '../../workflows/support';
import { createReason } from '../../../src/domain/reasons/reason';

let postgres: TestDatabase;
beforeAll(async () => void (postgres = await createTestDatabase()));
afterAll(() => postgres.close());

/** Instant of the last write to the row, with microseconds. */
async function readUpdatedAt(id: string): Promise<string> {
  const { rows } = await sql<{ at: string }>`select updated_at::text as at from onboardings where id = ${id}`.execute(
    postgres.database,
  );
  return rows[0]?.at ?? '';
}

test('an orphaned onboarding lists completed tasks among its holdings', async () => {
  const { database } = postgres;
  const undoTask = {
    title: 'Collect the laptop',
    assignees: { parties: nameRole('it'), people: [], roles: ['it' as const] },
  };
  const input = createEngineInput([
    createActivityStep('claimUsername', [], { title: 'Create accounts' }),
    createTaskStep('shipLaptop', [], { title: 'Ship the laptop', undoTask }),
    createTaskStep('sayHello', [], { title: 'Say hello' }),
  ]);
  await insertSubmittedOnboarding(database, input);
  const snapshot = createSnapshot(input, [0, 8, 2], 'in-progress');
  const steps = snapshot.view.steps.map((step) => ({
    ...step,
    status: 'done' as const,
    armed: step.id === 'shipLaptop',
  }));
  await writeSnapshot(database, { ...snapshot, view: { ...snapshot.view, steps } }, 'run');
  const effect = { onboarding_id: input.id, generation: 1, lease_until: null, result: null };
  await database
    .insertInto('effects')
    .values({ ...effect, step: 'claimUsername', activity: 'claimUsername', state: 'done' })
    .execute();

  const run = { runId: 'run', status: 'TERMINATED', historyLength: 8 } as const;
  await markOrphaned(database, { id: input.id, updated: await readUpdatedAt(input.id) }, run);

  const { view, status, pending_people } = await getOnboardingRow(database, input.id);
  expect({ status, pending_people }).toEqual({ status: 'needs-attention', pending_people: [HR] });
  expect(view.steps.map(({ armed }) => armed)).toEqual([true, true, false]);
  const timelineQuery = database.selectFrom('timeline').select('reason').where('onboarding_id', '=', input.id);
  expect((await timelineQuery.executeTakeFirstOrThrow()).reason).toEqual(
    createReason('orphaned.terminated', { heldSteps: ['claimUsername', 'shipLaptop'] }),
  );
});
