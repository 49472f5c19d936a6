import type { RelativeTime } from '../domain/plan/resolved-plan';

/** `managerApproval` → `Manager approval`. */
export const humanizeId = (id: string): string => {
  const spaced = id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

/** Formats a moment as the plan writes it: `businessDays(-5)`. */
export const formatRelativeTime = (relativeTime: RelativeTime): string =>
  relativeTime.kind === 'dayOne'
    ? `dayOneAt('${relativeTime.at}')`
    : `${relativeTime.kind}(${String(relativeTime.count)})`;
