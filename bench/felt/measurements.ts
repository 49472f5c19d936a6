import type { Figure } from './figure';
import { measureApprovals } from './measure-approvals';
import { measureCohort } from './measure-cohort';
import { measurePages } from './measure-pages';
import { measureRestart } from './measure-restart';
import { measureStart } from './measure-start';
import { measureWaiting } from './measure-waiting';
import { measureWorkers } from './measure-workers';
import type { Sizes } from './sizes';

interface Measurement {
  getTitle(sizes: Sizes): string;
  measure(sizes: Sizes): Promise<Figure[]>;
}

/** By the name that `--only` selects. */
export const MEASUREMENTS: Record<string, Measurement> = {
  approve: {
    getTitle: ({ rate }) => `Approvals, ${rate} per second`,
    measure: measureApprovals,
  },
  waiting: {
    getTitle: ({ rate, waiting }) => `Approvals, ${rate} per second, among ${waiting} waiting onboardings`,
    measure: measureWaiting,
  },
  restart: {
    getTitle: ({ restarts }) => `SIGKILL of the only worker, × ${restarts}`,
    measure: measureRestart,
  },
  cohort: {
    getTitle: ({ rows }) => `A cohort of ${rows} rows`,
    measure: measureCohort,
  },
  pages: {
    getTitle: ({ listed }) => `Pages, with ${listed} onboardings`,
    measure: measurePages,
  },
  start: {
    getTitle: ({ starts }) => `npm start, × ${starts}`,
    measure: measureStart,
  },
  workers: {
    getTitle: ({ callers }) => `Saturation, ${callers} callers`,
    measure: measureWorkers,
  },
};
