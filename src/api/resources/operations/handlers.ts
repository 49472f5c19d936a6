import type { z } from 'zod';
import { translate } from '../../../i18n/translate';
import { meetsRequiredToken } from '../../../auth/bearer-token';
import { ERRORS, FirstdayError } from '../../../lib/errors';
import type { ApiResponse, ApiCall } from '../../http/route';
import type { problemParamsSchema } from './schema';

/** Checks no dependency: only shows that the process responds. */
export function reportAlive(): Promise<ApiResponse> {
  return Promise.resolve({ status: 200, body: { status: 'ok' } });
}

/** @throws FirstdayError `unavailable` if the process drains, or naming the dependencies that are not reachable */
export async function checkReadiness({ context }: ApiCall): Promise<ApiResponse> {
  if (context.isDraining) throw new FirstdayError('unavailable', undefined, [], { draining: true });
  const { database, temporal } = await context.checkDependencies();
  if (!database || !temporal) throw new FirstdayError('unavailable', undefined, [], { database, temporal });
  return { status: 200, body: { status: 'ready', database, temporal } };
}

/** @throws FirstdayError `unauthorized` without the token of `METRICS_TOKEN` */
export async function getMetrics({ context, request }: ApiCall): Promise<ApiResponse> {
  const { registry, config } = context;
  if (!meetsRequiredToken(request.get('Authorization'), config.metricsToken)) throw new FirstdayError('unauthorized');
  return { status: 200, body: await registry.metrics(), headers: { 'Content-Type': registry.contentType } };
}

/** Target of the `type` of every problem. */
export function explainProblem({
  params: { code },
  locale,
}: ApiCall<z.infer<typeof problemParamsSchema>>): Promise<ApiResponse> {
  return Promise.resolve({
    status: 200,
    body: { code, title: translate(locale, `problems.${code}`), ...ERRORS[code] },
  });
}
