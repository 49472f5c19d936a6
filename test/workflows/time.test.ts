import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { BusinessCalendar } from '../../src/planning/business-calendar';
import { businessDays, dayOneAt } from '../../src/planning/dsl';
import { LOCATIONS } from '../support/sample-company';
import { TEST_KEYS } from '../support/histories';
import { startTimeSkippingServer } from '../support/test-temporal';
import {
  createActivityStep,
  createEngineInput,
  EngineUnderTest,
  getStepView,
  FakeWorld,
  waitForFinalView,
} from './support';

const ACTIVITY_NAMES = ['before', 'dayOne', 'after'];
const DAY_MS = 86_400_000;
const TOLERANCE_MS = 60_000;

let environment: TestWorkflowEnvironment;
let engine: EngineUnderTest;
const world = new FakeWorld();

beforeAll(async () => {
  environment = await startTimeSkippingServer(TEST_KEYS);
  engine = await EngineUnderTest.start(environment.client, environment.nativeConnection, world, ACTIVITY_NAMES);
}, 180_000);
afterAll(async () => {
  await engine.stop();
  await environment.teardown();
});

/** Start date at least ninety days ahead, with a clock change in Berlin before it. */
function findStartDateAcrossClockChange(now: number): string {
  const calendar = new BusinessCalendar(getBerlin());
  const getUtcOffset = (date: string): number =>
    Date.parse(`${date}T07:00:00Z`) - Date.parse(calendar.resolveRelativeTime(dayOneAt('07:00'), date));
  const today = new Date(now).toISOString().slice(0, 10);
  for (let days = 90; days < 250; days += 1) {
    const date = new Date(now + days * DAY_MS).toISOString().slice(0, 10);
    if (getUtcOffset(date) !== getUtcOffset(today)) return date;
  }
  throw new Error('no clock change within eight months');
}

function getBerlin(): NonNullable<(typeof LOCATIONS)[string]> {
  const location = LOCATIONS.berlin;
  if (location === undefined) throw new Error('no Berlin');
  return location;
}

test('steps run at their instants over months, across a clock change', async () => {
  const now = await environment.currentTimeMs();
  const calendar = new BusinessCalendar(getBerlin());
  const startDate = findStartDateAcrossClockChange(now);
  const instants = {
    before: calendar.resolveRelativeTime(businessDays(-5), startDate),
    dayOne: calendar.resolveRelativeTime(dayOneAt('07:00'), startDate),
    after: calendar.resolveRelativeTime({ kind: 'days', count: 30 }, startDate),
  };
  const input = createEngineInput([
    createActivityStep('before', [], { startAt: instants.before }),
    createActivityStep('dayOne', ['before'], { startAt: instants.dayOne }),
    createActivityStep('after', ['dayOne'], { startAt: instants.after }),
  ]);

  const startedAt = Date.now();
  const view = await waitForFinalView(await engine.onboard(input));
  expect(Date.now() - startedAt).toBeLessThan(60_000);

  expect(view.status).toBe('completed');
  for (const [id, instant] of Object.entries(instants)) {
    const delayMs = Date.parse(getStepView(view, id).startedAt ?? '') - Date.parse(instant);
    expect(delayMs).toBeGreaterThanOrEqual(0);
    expect(delayMs).toBeLessThan(TOLERANCE_MS);
  }
});
