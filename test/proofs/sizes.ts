const numberOf = (name: string, usual: number): number => Number(process.env[name] ?? usual);

/** How much the proofs repeat, and from which seed. `npm run test:proofs -- --kills 200` sets these; the defaults are for CI. */
export const SIZES = {
  seed: numberOf('PROOF_SEED', 20261128),
  /** How often a process is killed in each kill run. */
  kills: numberOf('PROOF_KILLS', 12),
  /** How many random plans are played. */
  cases: numberOf('PROOF_CASES', 60),
  /** How many hires a cohort has. */
  rows: numberOf('PROOF_ROWS', 60),
  /** Checks every page in both themes at both sizes; else each page once, in a combination by the seed. */
  everyView: process.env.PROOF_EVERY_VIEW !== undefined,
  /** Replays the smallest failing random plan alone, as fast-check printed it. */
  path: process.env.PROOF_PATH,
};
