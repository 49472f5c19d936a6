import { runLoad } from '../support/run-load';
import type { Servers } from '../support/servers';
import { compareFigures, type ComparedFigure, type Figures } from './compare-figures';
import { startFirstdaySide } from './firstday-side';
import { measureRound, type RoundSize } from './measure-round';
import { startSagaSide } from './saga-side';
import type { Side } from './side';

export interface ComparisonSize extends RoundSize {
  rounds: number;
  warmUp: number;
}

/** Starts and warms up both sides, and measures them in turns. `onRound` gets the comparison of each pair of rounds. */
export async function compareSides(
  servers: Servers,
  size: ComparisonSize,
  onRound: (round: number, figures: ComparedFigure[]) => void,
): Promise<ComparedFigure[]> {
  const starting = [startSagaSide(servers), startFirstdaySide(servers)] as const;
  try {
    const sides = await Promise.all(starting);
    for (const side of sides) await runLoad(size.warmUp, size.callers, async () => void (await side.runOnboarding()));
    return await compareInTurns(servers, sides, size, onRound);
  } finally {
    const started = (await Promise.allSettled(starting)).filter((side) => side.status === 'fulfilled');
    await Promise.all(started.map(({ value }) => value.stop()));
  }
}

async function compareInTurns(
  servers: Servers,
  [saga, ours]: readonly [Side, Side],
  size: ComparisonSize,
  onRound: (round: number, figures: ComparedFigure[]) => void,
): Promise<ComparedFigure[]> {
  const sagaRounds: Figures[] = [];
  const ourRounds: Figures[] = [];
  for (let round = 1; round <= size.rounds; round += 1) {
    sagaRounds.push(await measureRound(servers, saga, ours, size));
    ourRounds.push(await measureRound(servers, ours, saga, size));
    onRound(round, compareFigures(sagaRounds.slice(-1), ourRounds.slice(-1)));
  }
  return compareFigures(sagaRounds, ourRounds);
}
