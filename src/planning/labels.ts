import type { RelativeTime } from '../domain/plan/resolved-plan';

/** `managerApproval` → `Manager approval`. */
export const humanizeId = (id: string): string => {
  const spaced = id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

export function formatRelativeTime(relativeTime: RelativeTime): string {
  if (relativeTime.kind === 'dayOne') return `on day one at ${relativeTime.at}`;
  const count = Math.abs(relativeTime.count);
  const unit = `${relativeTime.kind === 'days' ? 'day' : 'business day'}${count === 1 ? '' : 's'}`;
  const side = relativeTime.count < 0 ? 'before' : 'after';
  return `${String(count)} ${unit} ${side} day one`;
}
