import { DateTime } from 'luxon';
import { openDatabase } from '../../../src/database/client';
import { LOCATIONS } from '../../support/sample-company';
import { RetryingClient } from './retrying-client';
import type { Participants } from './lifecycles';
import type { SeededRandom } from './seeded-random';
import type { Mail } from './guarantee-violations';
import type { KillablePlatform } from './killable-platform';

const STOCK_SIZE = 400;
const MANAGER_EMAIL = 'maja@example.com';
const HR_EMAIL = 'hilde@example.com';

/** Creates tokens of HR and a manager, and more equipment and seats than needed, except for one course. */
export async function prepareCompany(platform: KillablePlatform, random: SeededRandom): Promise<Participants> {
  const createClient = (token: string) => new RetryingClient(platform.apiUrl, token, () => platform.lastKillAt);
  const administrator = createClient(platform.token);
  const createPerson = async (email: string, name: string, role: 'hr' | 'manager'): Promise<RetryingClient> => {
    await administrator.call('POST', '/people', { email, name, roles: [role] });
    const { body } = await administrator.call('POST', '/tokens', { email, roles: [role] });
    return createClient(String(body.token));
  };
  const hr = await createPerson(HR_EMAIL, 'Hilde', 'hr');
  const manager = await createPerson(MANAGER_EMAIL, 'Maja', 'manager');
  const { database } = openDatabase(platform.databaseUrl, 1);
  const items = Array.from({ length: STOCK_SIZE }, (_, index) => ({
    tag: `CHAOS-${String(index)}`,
    model: 'chaos-laptop',
    title: 'Laptop',
    price_cents: 100,
    currency: 'EUR',
    state: 'free' as const,
  }));
  const session = {
    course: 'chaos-course',
    title: 'Calm',
    place: 'here',
    capacity: STOCK_SIZE,
  };
  await database.insertInto('items').values(items).execute();
  await database
    .insertInto('training_sessions')
    .values(Object.entries(LOCATIONS).map(([location, { timeZone }]) => buildNoonSession(location, timeZone, session)))
    .execute();
  // Leaves no seat online either, so that a person must resolve the failure for interns.
  await database
    .updateTable('training_sessions')
    .set({ capacity: 0 })
    .where('course', '=', 'tools-tour-online')
    .execute();
  await database.destroy();
  return { hr, manager, managerEmail: MANAGER_EMAIL, random };
}

const buildNoonSession = <Session extends object>(location: string, timeZone: string, session: Session) => {
  const noon = DateTime.now().setZone(timeZone).plus({ days: 10 }).set({ hour: 12 });
  return {
    ...session,
    id: `chaos-${location}`,
    location,
    time_zone: timeZone,
    starts_at: noon.toJSDate(),
    ends_at: noon.plus({ hours: 1 }).toJSDate(),
  };
};

/** Definite responses to all participants so far. */
export const countResponses = ({ hr, manager }: Participants): number => hr.responseCount + manager.responseCount;

/** Reads the development inbox. */
export async function fetchMails(platform: KillablePlatform): Promise<Mail[]> {
  const response = await fetch(`${platform.inboxUrl}/messages`);
  return ((await response.json()) as { messages: Mail[] }).messages;
}
