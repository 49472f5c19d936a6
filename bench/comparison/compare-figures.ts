import { computeSpread, type Spread } from '../support/statistics';

/** Figures of one side in one round, by name. */
export type Figures = Record<string, number>;

export const THROUGHPUT = 'onboardings/s';
export const TOTAL_CPU = 'CPU in all, ms';

/** Smallest permitted ratios. */
const TARGETS: Record<string, number> = { [TOTAL_CPU]: 0.7, [THROUGHPUT]: 0.72, 'history events': 0.8 };

export interface ComparedFigure {
  name: string;
  saga?: Spread;
  ours?: Spread;
  /** Over the pairs of rounds: 1 is as good as the saga, less is worse. */
  ratio?: Spread;
  target?: number;
}

/** Compares the rounds of both sides, which ran in turns: round n of one beside round n of the other. */
export function compareFigures(sagaRounds: readonly Figures[], ourRounds: readonly Figures[]): ComparedFigure[] {
  const names = new Set([...sagaRounds, ...ourRounds].flatMap((round) => Object.keys(round)));
  return [...names].map((name) => {
    const [saga, ours] = [listValues(sagaRounds, name), listValues(ourRounds, name)];
    const ratios = saga.length === ours.length ? ours.map((value, round) => divide(name, saga[round], value)) : [];
    return {
      name,
      saga: summarize(saga),
      ours: summarize(ours),
      ratio: summarize(ratios),
      target: TARGETS[name],
    };
  });
}

export const getMedianRatio = (figures: readonly ComparedFigure[], name: string): number =>
  figures.find((figure) => figure.name === name)?.ratio?.median ?? NaN;

/** All figures but throughput are costs, of which less is better. */
const divide = (name: string, saga = NaN, ours: number): number => (name === THROUGHPUT ? ours / saga : saga / ours);

const listValues = (rounds: readonly Figures[], name: string): number[] =>
  rounds.flatMap(({ [name]: value }) => (value === undefined ? [] : [value]));

const summarize = (values: number[]): Spread | undefined => (values.length === 0 ? undefined : computeSpread(values));
