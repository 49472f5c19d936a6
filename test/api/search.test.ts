import { PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  const hires = [
    { givenName: 'Thị', familyName: 'Nguyễn', personalEmail: 'thi@example.org' },
    { givenName: 'Élise', familyName: 'Moreau', personalEmail: 'elise@example.org' },
    { givenName: 'Zoe', familyName: 'O’Brien', personalEmail: 'zoe@example.org' },
    { givenName: 'Suharto', personalEmail: 'one-name@example.org' },
  ];
  for (const employee of hires) await api.submit(employee.personalEmail, { employee, manager: PEOPLE.manager });
  const people = [{ email: 'dang@example.com', name: 'Đặng Mỹ', roles: [] }];
  await api.testDb.database.insertInto('people').values(people).execute();
});
afterAll(() => api.close());

const find = async (q: string, sort = 'name') => {
  const { body } = await api.call('GET', `/onboardings?sort=${sort}&q=${encodeURIComponent(q)}`);
  return body.items?.map(({ employeeName }) => employeeName);
};

test.each([
  ['nguyen', ['Thị Nguyễn']],
  ['NGUYỄN thi', ['Thị Nguyễn']],
  ['obrien', ['Zoe O’Brien']],
  ["o'brien zoe", ['Zoe O’Brien']],
  ['elise@example', ['Élise Moreau']],
  ['suharto', ['Suharto']],
  ['grace engineer', ['Élise Moreau', 'Suharto', 'Thị Nguyễn', 'Zoe O’Brien']],
  ['100%', []],
  ['moreau obrien', []],
])('%s finds %j', async (q, names) => {
  expect(await find(q)).toEqual(names);
});

test('people are found without accents, by all words', async () => {
  const listNames = async (q: string) =>
    (await api.call('GET', `/people?q=${encodeURIComponent(q)}`)).body.items?.map(({ name }) => name);
  expect(await listNames('my dang')).toEqual(['Đặng Mỹ']);
  expect(await listNames('dang@')).toEqual(['Đặng Mỹ']);
});
