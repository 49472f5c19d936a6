import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import { workOutReportFacts } from '../../database/report-facts';
import { startBackgroundLoop, type BackgroundLoop } from '../../lib/background-loop';

const INTERVAL_MS = 20_000;

/** Works out facts for reports that writes of views owe, so that a report has few left to wait for. */
export const startReportFacts = (database: Database, logger: Logger): BackgroundLoop =>
  startBackgroundLoop('Working out facts for reports', INTERVAL_MS, logger, (stopSignal) =>
    workOutReportFacts(database, 'skip', stopSignal),
  );
