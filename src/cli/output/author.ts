import type { ActionChannel } from '../../domain/onboarding/view';
import type { TextSettings } from './text-settings';

/** Marks actions sent directly to Temporal: their author is not verified. Empty without author and mark. */
export const formatAuthor = ({ t }: TextSettings, { by, via }: { by?: string; via?: ActionChannel }): string =>
  [by && t('cli-output.by', { person: by }), via === 'temporal (unverified)' && `(${t('cli-output.unverified')})`]
    .filter(Boolean)
    .join(' ');
