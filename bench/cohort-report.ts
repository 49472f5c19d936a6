import type { CohortMeasurement } from './measure-cohort';

const MEGABYTE = 1024 * 1024;

/** Formats the measurement as a Markdown table. */
export const formatCohortReport = (rows: number, measurement: CohortMeasurement): string => `| ${String(rows)} rows | |
| --- | ---: |
| checked and answered | ${formatSeconds(measurement.checkedAt)} |
| worker killed, with ${String(measurement.startedWhenKilled)} rows started, at | ${formatSeconds(measurement.killedAt)} |
| worker back at | ${formatSeconds(measurement.restartedAt)} |
| all rows started at | ${formatSeconds(measurement.startedAt)} |
| all of them waiting for their approval, by the database, at | ${formatSeconds(measurement.projectedAt)} |
| failed rows | ${String(measurement.failedRows)} |
| onboardings in the database | ${String(measurement.onboardingCount)} |
| events in the cohort’s history | ${String(measurement.eventCount)} |
| all cancelled and closed, after | ${formatSeconds(measurement.cancelDuration)} |
| most memory of the API | ${formatMegabytes(measurement.peaks.api)} |
| most memory of the worker | ${formatMegabytes(measurement.peaks.worker)} |`;

const formatSeconds = (value: number): string => `${value.toFixed(1)} s`;
const formatMegabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(0)} MB`;
