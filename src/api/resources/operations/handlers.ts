import { sql } from 'kysely';
import type { z } from 'zod';
import { ERRORS, FirstdayError } from '../../../lib/errors';
import type { ApiContext } from '../../http/context';
import type { Answer, Call } from '../../http/route';
import { within } from '../../../temporal/with-timeout';
import type { problemParams } from './schema';

const PATIENCE_MS = 2_000;

/** Says that the process answers, and nothing about what is behind it. */
export function alive(): Promise<Answer> {
  return Promise.resolve({ status: 200, body: { status: 'ok' } });
}

/** Whether a call could be served now. @throws FirstdayError `unavailable`, saying what is not reachable */
export async function ready({ context }: Call): Promise<Answer> {
  const [database, temporal] = await Promise.all([answers(pingDatabase(context)), answers(pingTemporal(context))]);
  if (!database || !temporal) throw new FirstdayError('unavailable', undefined, [], { database, temporal });
  return { status: 200, body: { status: 'ready', database, temporal } };
}

/** What Prometheus scrapes. */
export async function metrics({ context }: Call): Promise<Answer> {
  const { registry } = context;
  return { status: 200, body: await registry.metrics(), headers: { 'Content-Type': registry.contentType } };
}

/** The one line that there is about a kind of problem. */
export function explainProblem({ params }: Call<z.infer<typeof problemParams>>): Promise<Answer> {
  return Promise.resolve({ status: 200, body: { code: params.code, ...ERRORS[params.code] } });
}

const pingDatabase = ({ database }: ApiContext) => sql`select 1`.execute(database);
const pingTemporal = ({ client }: ApiContext) =>
  within(client, PATIENCE_MS, () => client.workflowService.getSystemInfo({}));

const answers = (ping: Promise<unknown>): Promise<boolean> =>
  ping.then(
    () => true,
    () => false,
  );
