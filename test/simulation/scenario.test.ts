import { activityDefinitions, composePlanner } from '../../src/app/planner';
import { buildScenario } from '../../src/simulation/scenario';
import { createRequest } from '../support/requests';
import { getDateInDays } from './support';

test('a plan, a location, a model and a course are known in any case, as the API knows them', () => {
  const { job } = createRequest();
  const changes = { startDate: getDateInDays(90), equipment: ['LAPTOP-14'], trainings: ['Security-Basics'] };
  const request = createRequest({ ...changes, job: { ...job, location: 'Berlin', department: 'ENGINEERING' } });
  const options = { plan: 'Standard', request, fail: [], noAnswer: [], decline: [] };
  const { input } = buildScenario(options, composePlanner(), activityDefinitions);
  expect(input.plan.name).toBe('standard');
  expect(input.request).toMatchObject({
    job: { location: 'berlin', department: 'Engineering' },
    plan: 'standard',
    equipment: ['laptop-14'],
    trainings: ['security-basics'],
  });
});
