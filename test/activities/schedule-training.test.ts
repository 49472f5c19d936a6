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
  ['what the request asks for', ['first-aid'], { trainings }, ['first-aid']],
  ['nothing where the request asks for none', [], { trainings }, []],
  ['what the plan says where the request says nothing', undefined, { trainings }, trainings],
  [
    'what the plan says instead, as in a branch for want of seats',
    ['first-aid'],
    { trainings, instead: true },
    trainings,
  ],
])('books %s', async (_what, wished, settings, booked) => {
  const call = createEffectCall('training', { request: createRequest({ trainings: wished }), settings });
  const { bookings } = (await createActivityCaller(world)('scheduleTraining', call)) as {
    bookings: { course: string }[];
  };
  expect(bookings.map(({ course }) => course)).toEqual(booked);
});
