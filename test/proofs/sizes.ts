const readNumber = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);

/** Repetitions and seed of the proofs, set by `npm run test:proofs -- --kills 200` etc. The defaults are for CI. */
export const SIZES = {
  seed: readNumber('PROOF_SEED', 20261128),
  /** Kills per kill test. */
  kills: readNumber('PROOF_KILLS', 12),
  /** Number of random plans. */
  cases: readNumber('PROOF_CASES', 60),
  /** Rows per cohort. */
  rows: readNumber('PROOF_ROWS', 60),
  /** Checks every page in both themes at both sizes, otherwise each page once, in a combination by the seed. */
  everyView: process.env.PROOF_EVERY_VIEW !== undefined,
  /** Path printed by fast-check: replays only the smallest failing random plan. */
  path: process.env.PROOF_PATH,
};
