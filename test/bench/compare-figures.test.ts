import { compareFigures, getMedianRatio, THROUGHPUT, TOTAL_CPU } from '../../bench/comparison/compare-figures';
import { findRegression } from '../../bench/comparison/recorded-ratio';
import { formatComparison } from '../../bench/comparison/format-comparison';

const SAGA_ROUNDS = [
  { [TOTAL_CPU]: 100, [THROUGHPUT]: 20 },
  { [TOTAL_CPU]: 120, [THROUGHPUT]: 16 },
  { [TOTAL_CPU]: 80, [THROUGHPUT]: 20 },
];
const OUR_ROUNDS = [
  { [TOTAL_CPU]: 200, [THROUGHPUT]: 15, 'CPU of API, ms': 20 },
  { [TOTAL_CPU]: 150, [THROUGHPUT]: 8, 'CPU of API, ms': 22 },
  { [TOTAL_CPU]: 200, [THROUGHPUT]: 12, 'CPU of API, ms': 21 },
];

describe('figures of rounds in turns', () => {
  const figures = compareFigures(SAGA_ROUNDS, OUR_ROUNDS);
  const findFigure = (name: string) => figures.find((figure) => figure.name === name);

  test('are compared pair by pair, so that a slow phase of the machine hits both sides of a ratio', () => {
    expect(findFigure(TOTAL_CPU)?.ratio).toEqual({ median: 0.5, min: 0.4, max: 0.8 });
    expect(findFigure(TOTAL_CPU)?.saga).toEqual({ median: 100, min: 80, max: 120 });
  });

  test('have ratios below 1 where Firstday is worse: less throughput, more CPU time', () => {
    expect(getMedianRatio(figures, THROUGHPUT)).toBe(0.6);
    expect(getMedianRatio(figures, TOTAL_CPU)).toBe(0.5);
  });

  test('have no ratio where the saga has no such process', () => {
    expect(findFigure('CPU of API, ms')).toMatchObject({ saga: undefined, ratio: undefined, ours: { median: 21 } });
  });

  test('are reported as medians with their extremes, beside the targets', () => {
    const report = formatComparison(figures);
    expect(report).toMatch(/ 100 \[80\.0–120\] \| +200 \[150–200\] \| 0\.50 \[0\.40–0\.80\] \| ≥ 0\.70, missed \|/);
    expect(report).toContain('0.60 [0.50–0.75] | ≥ 0.72, missed |');
    expect(report).toMatch(/CPU of API, ms \| +– \| 21\.0 \[20\.0–22\.0\] \| +– \|/);
  });
});

describe('against the recorded CPU ratio', () => {
  const recorded = { cpuRatio: 0.6 };

  test('a loss of more than 15 % is a regression', () => {
    expect(findRegression(recorded, 0.5)).toBeCloseTo(0.51, 10);
    expect(findRegression(recorded, 0.509)).toBeDefined();
  });

  test('noise and improvements are none', () => {
    expect(findRegression(recorded, 0.511)).toBeUndefined();
    expect(findRegression(recorded, 0.6)).toBeUndefined();
    expect(findRegression(recorded, 0.75)).toBeUndefined();
  });

  test('a ratio that could not be measured is a regression', () => {
    expect(findRegression(recorded, NaN)).toBeDefined();
  });
});
