import type { OnboardingStatus, Readiness, Role, StepStatus } from '../../domain/status';
import type { StepView } from '../../domain/onboarding/view';
import { defineMessages, type Locale } from '../i18n/locale';

export const statusMessages = defineMessages<{
  onboarding: Record<OnboardingStatus, string>;
  step: Record<StepStatus, string>;
  readiness: Record<Readiness, string>;
  role: Record<Role, string>;
}>({
  en: {
    onboarding: {
      'awaiting-approval': 'awaiting approval',
      scheduled: 'scheduled',
      'in-progress': 'in progress',
      'needs-attention': 'needs attention',
      'rolling-back': 'rolling back',
      completed: 'completed',
      declined: 'declined',
      cancelled: 'cancelled',
      'rolled-back': 'rolled back',
    },
    step: {
      pending: 'pending',
      waiting: 'waiting',
      running: 'running',
      done: 'done',
      skipped: 'skipped',
      failed: 'failed',
      undoing: 'being undone',
      undone: 'undone',
      'undo-failed': 'undo failed',
    },
    readiness: { 'on-track': 'on track', 'at-risk': 'at risk', late: 'late' },
    role: { hr: 'HR', manager: 'manager', it: 'IT', finance: 'finance', admin: 'administrator' },
  },
  de: {
    onboarding: {
      'awaiting-approval': 'wartet auf Zustimmung',
      scheduled: 'geplant',
      'in-progress': 'läuft',
      'needs-attention': 'braucht Hilfe',
      'rolling-back': 'wird zurückgenommen',
      completed: 'abgeschlossen',
      declined: 'abgelehnt',
      cancelled: 'abgesagt',
      'rolled-back': 'zurückgenommen',
    },
    step: {
      pending: 'steht aus',
      waiting: 'wartet',
      running: 'läuft',
      done: 'erledigt',
      skipped: 'ausgelassen',
      failed: 'fehlgeschlagen',
      undoing: 'wird zurückgenommen',
      undone: 'zurückgenommen',
      'undo-failed': 'Rücknahme fehlgeschlagen',
    },
    readiness: { 'on-track': 'im Plan', 'at-risk': 'gefährdet', late: 'verspätet' },
    role: { hr: 'HR', manager: 'Führungskraft', it: 'IT', finance: 'Finanzen', admin: 'Verwaltung' },
  },
});

/** People by name, then roles. */
export const formatAssignees = (
  { people = [], roles = [] }: Pick<StepView, 'people' | 'roles'>,
  locale: Locale,
): string => [...people.map(({ name }) => name), ...roles.map((role) => statusMessages(locale).role[role])].join(', ');

/** The text carries the meaning; the colour only supports it. */
export const StatusBadge = ({ status, locale }: { status: OnboardingStatus; locale: Locale }) => (
  <span class={`badge is-${status}`}>{statusMessages(locale).onboarding[status]}</span>
);

export const StepStatusBadge = ({ status, locale }: { status: StepStatus; locale: Locale }) => (
  <span class={`badge is-${status}`}>{statusMessages(locale).step[status]}</span>
);

export const ReadinessBadge = ({ readiness, locale }: { readiness: Readiness; locale: Locale }) => (
  <span class={`badge is-${readiness}`}>{statusMessages(locale).readiness[readiness]}</span>
);
