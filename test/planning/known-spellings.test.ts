import { useKnownSpellings } from '../../src/planning/known-spellings';
import { createRequest } from '../support/requests';
import { SAMPLE_COMPANY } from '../support/sample-company';
import { PLANNING_FACTS } from './support';

const facts = {
  ...PLANNING_FACTS,
  company: { ...SAMPLE_COMPANY, locations: {}, departments: ['Engineering', 'People & Culture'] },
  prices: { 'laptop-14': { title: 'Laptop', prices: [{ priceCents: 1, currency: 'EUR' }] } },
  trainings: ['security-basics', 'First-Aid'],
};
const names = { plans: [] };

test('codes and the department get the spelling in which they are known; other names stay', () => {
  const { job } = createRequest();
  const request = createRequest({
    equipment: ['LAPTOP-14', 'laptop-14', 'Unicycle'],
    trainings: ['first-aid', 'Security-Basics'],
    job: { ...job, department: 'people & culture' },
  });
  expect(useKnownSpellings(request, facts, names)).toEqual({
    ...request,
    equipment: ['laptop-14', 'laptop-14', 'Unicycle'],
    trainings: ['First-Aid', 'security-basics'],
    job: { ...request.job, department: 'People & Culture' },
  });
});

test('a merge patch keeps what it does not name, and what is not text', () => {
  const patch = { equipment: null, trainings: [7, 'first-aid'], job: { department: 'ENGINEERING', endDate: null } };
  expect(useKnownSpellings(patch, facts, names)).toEqual({
    equipment: null,
    trainings: [7, 'First-Aid'],
    job: { department: 'Engineering', endDate: null },
  });
  const nothingNamed: object = { note: 'x' };
  expect(useKnownSpellings(nothingNamed, facts, names)).toEqual({ note: 'x' });
});
