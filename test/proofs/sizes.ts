const readNumber = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);

/** How much the proofs repeat, and from which seed. `npm run test:proofs -- --kills 200` sets these; the defaults are for CI. */
export const SIZES = {
  seed: readNumber('PROOF_SEED', 20261128),
  /** How often a process is killed in each kill run. */
  kills: readNumber('PROOF_KILLS', 12),
  /** How many random plans are played. */
  cases: readNumber('PROOF_CASES', 60),
  /** How many hires a cohort has. */
  rows: readNumber('PROOF_ROWS', 60),
  /** Checks every page in both themes at both sizes; else each page once, in a combination by the seed. */
  everyView: process.env.PROOF_EVERY_VIEW !== undefined,
  /** Replays the smallest failing random plan alone, as fast-check printed it. */
  path: process.env.PROOF_PATH,
};
