import type { OnboardingStatus, Readiness, StepStatus } from '../../domain/status';
import type { Colour } from './text';
import type { TextSettings } from './text-settings';

const COLOURS: Record<OnboardingStatus | StepStatus | Readiness, Colour> = {
  'awaiting-approval': 'yellow',
  scheduled: 'cyan',
  'in-progress': 'cyan',
  'needs-attention': 'red',
  'rolling-back': 'yellow',
  completed: 'green',
  declined: 'gray',
  cancelled: 'gray',
  'rolled-back': 'gray',
  pending: 'gray',
  waiting: 'yellow',
  running: 'cyan',
  done: 'green',
  skipped: 'gray',
  failed: 'red',
  undoing: 'yellow',
  undone: 'gray',
  'undo-failed': 'red',
  'on-track': 'green',
  'at-risk': 'yellow',
  late: 'red',
};

export const formatOnboardingStatus = ({ t, style }: TextSettings, status: OnboardingStatus): string =>
  style(t(`status.onboarding.${status}`), COLOURS[status]);

export const formatStepStatus = ({ t, style }: TextSettings, status: StepStatus): string =>
  style(t(`status.step.${status}`), COLOURS[status]);

/** Formats the readiness with the step that causes it, if there is one. */
export function formatReadiness({ t, style }: TextSettings, readiness: Readiness, cause?: string): string {
  const level = style(t(`status.readiness.${readiness}`), COLOURS[readiness]);
  return cause === undefined ? level : t('cli-output.readiness-cause', { readiness: level, step: cause });
}
