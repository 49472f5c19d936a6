import { sanitizeText } from './text';
import type { TextSettings } from './text-settings';

interface WordedWarning {
  row?: number;
  message?: string;
}

/** Formats one line per warning; empty if there is none. */
export const formatWarnings = ({ t, style }: TextSettings, warnings: readonly WordedWarning[]): string[] =>
  warnings.map(({ row, message = '' }) => {
    const text = sanitizeText(message);
    return style(
      row === undefined ? t('cli-output.warning', { text }) : t('cli-output.row-warning', { row, text }),
      'yellow',
    );
  });
