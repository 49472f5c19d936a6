import { keepPending } from '../support/evidence';
import { isRecording, recordTest, TEST_KEYS } from '../support/histories';
import { startTestTemporal, type TestTemporal } from '../support/temporal';
import { EngineUnderTest, World } from './support';

/** What a test plays on: one real server for the file, a world and an engine of its own for each test. */
export interface Stage {
  temporal: TestTemporal;
  world: World;
  engine: EngineUnderTest;
}

/**
 * Sets the stage before each test and clears it after.
 * @param names the activities of its worlds
 * @param settings dynamic configuration of the server, each `key=value`
 */
export function setStage(names: string[], settings: string[] = []): Stage {
  const stage = {} as Stage;
  beforeAll(async () => {
    stage.temporal = await startTestTemporal(settings, TEST_KEYS);
  });
  afterAll(() => stage.temporal.close());
  beforeEach(async () => {
    const { client, connection } = stage.temporal;
    stage.world = new World();
    stage.engine = await EngineUnderTest.start(client, connection, stage.world, names);
  });
  afterEach(async () => {
    if (isRecording()) await recordTest(stage.world.begun);
    await keepPending(stage.world.begun);
    await stage.engine.stop();
  });
  return stage;
}
