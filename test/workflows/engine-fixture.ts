import { savePendingHistories } from '../support/saved-histories';
import { isRecording, recordTestHistories, TEST_KEYS } from '../support/histories';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import { EngineUnderTest, FakeWorld } from './support';

/** One real server per file, a world and an engine per test. */
export interface EngineFixture {
  temporal: TestTemporal;
  world: FakeWorld;
  engine: EngineUnderTest;
}

/**
 * Creates world and engine before each test, and releases them afterwards.
 * @param names the activities of the worlds
 * @param settings dynamic configuration of the server, each `key=value`
 */
export function useEngineFixture(names: string[], settings: string[] = []): EngineFixture {
  const fixture = {} as EngineFixture;
  beforeAll(async () => {
    fixture.temporal = await startTestTemporal(settings, TEST_KEYS);
  });
  afterAll(() => fixture.temporal.close());
  beforeEach(async () => {
    const { client, connection } = fixture.temporal;
    fixture.world = new FakeWorld();
    fixture.engine = await EngineUnderTest.start(client, connection, fixture.world, names);
  });
  afterEach(async () => {
    if (isRecording()) await recordTestHistories(fixture.world.startedHandles);
    await savePendingHistories(fixture.world.startedHandles);
    await fixture.engine.stop();
  });
  return fixture;
}
