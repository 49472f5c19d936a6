import type { ActionChannel } from '../../domain/onboarding/view';
import type { TextSettings } from './text-settings';

interface Authorship {
  by?: string;
  via?: ActionChannel;
  /** Acted on behalf of `by`. */
  agent?: string;
}

/** Marks actions sent directly to Temporal: their author is not verified. Empty without author and mark. */
export function formatAuthor({ t }: TextSettings, { by, via, agent }: Authorship): string {
  const author = by && (agent ? t('cli-output.onBehalf', { agent, person: by }) : t('cli-output.by', { person: by }));
  const mark = via === 'temporal (unverified)' && `(${t('cli-output.unverified')})`;
  return [author, mark].filter(Boolean).join(' ');
}
