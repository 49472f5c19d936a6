/** Sizes of the measurements by their options; these are the defaults. */
export const DEFAULT_SIZES = {
  /** Measured approvals, and how many arrive per second. */
  approvals: 300,
  rate: 5,
  waiting: 10_000,
  /** Kills of the only worker. */
  restarts: 5,
  /** Rows of the cohort. */
  rows: 1_000,
  /** Onboardings in the database, and views of each page. */
  listed: 100_000,
  views: 200,
  /** Starts of the platform, of each kind. */
  starts: 5,
  /** Onboardings per number of workers, and their concurrent callers. */
  count: 300,
  callers: 50,
  seed: 1,
};

export type Sizes = typeof DEFAULT_SIZES;
