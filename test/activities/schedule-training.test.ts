import { insertSampleData } from '../../src/database/sample-data';
import {
  createEffectCall,
  createActivityCaller,
  startActivityTestEnvironment,
  type ActivityTestEnvironment,
} from '../support/activity-test-environment';
import { createRequest } from '../support/requests';

let world: ActivityTestEnvironment;
beforeAll(async () => {
  world = await startActivityTestEnvironment();
  await insertSampleData(world.database, new Date('2027-03-01T00:00:00Z'));
});
afterAll(() => world.close());

const trainings = ['security-basics'];

it.each([
  ['the trainings of the request', ['first-aid'], { trainings }, ['first-aid']],
  ['nothing if the request lists none', [], { trainings }, []],
  ['the plan’s trainings if the request has no list', undefined, { trainings }, trainings],
  [
    'the plan’s trainings instead, as in a fallback branch',
    ['first-aid'],
    { trainings, overridesRequest: true },
    trainings,
  ],
])('books %s', async (_what, requested, settings, expected) => {
  const call = createEffectCall('training', { request: createRequest({ trainings: requested }), settings });
  const { bookings } = (await createActivityCaller(world)('scheduleTraining', call)) as {
    bookings: { course: string }[];
  };
  expect(bookings.map(({ course }) => course)).toEqual(expected);
});
