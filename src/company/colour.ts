import { z } from 'zod';
import { failWith } from '../domain/field-errors/fail-with';

const COLOUR = /^#[0-9a-f]{6}$/;

export const DEFAULT_COLOUR = '#334155';

/** `#rrggbb`, in lower case. */
export const colourSchema = () =>
  z
    .string()
    .trim()
    .toLowerCase()
    .refine((colour) => COLOUR.test(colour), failWith('format.colour', {}))
    .meta({ example: DEFAULT_COLOUR });

/** Returns black or white, whichever has more contrast with the background (WCAG 2.2): at least 4.58 to 1. */
export function pickTextColour(background: string): '#000000' | '#ffffff' {
  const luminance = computeLuminance(background);
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

/** Relative luminance, from 0 (black) to 1 (white). */
function computeLuminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) =>
    toLinear(parseInt(colour.slice(start, start + 2), 16)),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toLinear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
