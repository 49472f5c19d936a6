import { pickChildEnvironment } from '../../src/embedded/child-environment';
import { settingsSchema } from '../../src/app/settings';

test('the servers that we start learn none of our settings', () => {
  const settings = Object.fromEntries(Object.keys(settingsSchema.shape).map((name) => [name, 'secret']));
  const others = { TEMPORAL_API_KEY: 'secret', PGPASSWORD: 'secret', AWS_SECRET_ACCESS_KEY: 'secret' };
  expect(pickChildEnvironment({ ...settings, ...others })).toEqual({});
});

test('they learn what they need to find programs, proxies and modules', () => {
  const environment = { PATH: '/bin', HOME: '/home/x', https_proxy: 'http://proxy', GOPROXY: 'off', LC_ALL: 'C' };
  expect(pickChildEnvironment(environment)).toEqual(environment);
});
