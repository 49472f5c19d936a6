import type { RelativeTime } from '../domain/plan/resolved-plan';
import type { LocalizedText } from '../domain/text/localized-text';
import type { GroupElement } from './conditions';

/** `managerApproval` → `Manager approval`. */
export const humanizeId = (id: string): string => {
  const spaced = id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

/** `Create account` of the element `E-mail` → `Create account: E-mail`. */
export function addElementTitle(title: LocalizedText, element: GroupElement | undefined): LocalizedText {
  if (element === undefined) return title;
  const own = element.title;
  if (typeof title === 'string' && typeof own === 'string') return `${title}: ${own}`;
  const [titles, owns] = [toTranslations(title), toTranslations(own)];
  return { en: `${titles.en}: ${owns.en}`, de: `${titles.de}: ${owns.de}` };
}

const toTranslations = (text: LocalizedText) => (typeof text === 'string' ? { en: text, de: text } : text);

/** Formats a moment as the plan writes it: `businessDays(-5)`. */
export function formatRelativeTime(relativeTime: RelativeTime): string {
  if (relativeTime.kind === 'dayOne') return `dayOneAt('${relativeTime.at}')`;
  return `${relativeTime.kind}(${String(getCount(relativeTime))})`;
}

/** Returns the days or hours of a moment. */
export const getCount = (relativeTime: Exclude<RelativeTime, { kind: 'dayOne' }>): number =>
  relativeTime.kind === 'dayOneStart' ? relativeTime.hours : relativeTime.count;
