import { LRUCache } from 'lru-cache';
import type { Database } from '../../../database/client';
import type { ReportFilters } from '../../../database/reports';
import { buildReport, type LocalizedReport } from './build-report';

const MINUTE_MS = 60_000;
const MAX_REPORT_AGE_MS = 15 * MINUTE_MS;
const MAX_CACHED_REPORTS = 200;

/**
 * Caches reports, because counting years of onboardings takes the database a second. Serves a report for up to 15
 * minutes; once it is more than a minute old, a request also recomputes it in the background.
 */
export class ReportCache {
  readonly #reports: LRUCache<string, LocalizedReport, ReportFilters>;

  constructor(database: Database) {
    this.#reports = new LRUCache({
      max: MAX_CACHED_REPORTS,
      ttl: MINUTE_MS,
      perf: Date,
      fetchMethod: (_key, _old, { context }) => buildReport(database, context),
    });
  }

  /** @throws the database error, unless a report of the last 15 minutes is cached */
  get(filters: ReportFilters): Promise<LocalizedReport> {
    const { from, to, department, plan } = filters;
    const key = JSON.stringify([from, to, department, plan]);
    const cachedReport = this.#reports.peek(key, { allowStale: true });
    const allowStale = cachedReport !== undefined && Date.parse(cachedReport.asOf) > Date.now() - MAX_REPORT_AGE_MS;
    return this.#reports.forceFetch(key, { context: filters, allowStale });
  }
}
