import type { Moment } from '../domain/plan/types';

/** `managerApproval` → `Manager approval`. */
export const titleOf = (id: string): string => {
  const spaced = id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

/** A moment as a person would say it. */
export function momentInWords(moment: Moment): string {
  if (moment.kind === 'dayOne') return `on day one at ${moment.at}`;
  const count = Math.abs(moment.count);
  const unit = `${moment.kind === 'days' ? 'day' : 'business day'}${count === 1 ? '' : 's'}`;
  const side = moment.count < 0 ? 'before' : 'after';
  return `${String(count)} ${unit} ${side} day one`;
}
