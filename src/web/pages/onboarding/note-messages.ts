import type { FailureResolution } from '../../../domain/onboarding/messages';
import { defineMessages } from '../../i18n/locale';

interface NoteMessages {
  to: (whom: string) => string;
  quoted: (title: string) => string;
  insteadOf: (away: string) => string;
  branch: (title: string) => string;
  notCompleteBy: (when: string) => string;
  undecided: string;
  stillPending: (whom: string) => string;
  resolution: Record<FailureResolution['action'], string>;
  /** Assignee labels of plans other than people and roles. */
  assigneeLabels: Readonly<Record<string, string>>;
  /** Separators between assignees. */
  and: Readonly<Record<string, string>>;
  /** Reasons for ignoring a message, by code, except error codes of the API. */
  reason: Readonly<Record<string, string>>;
}

export const noteMessages = defineMessages<NoteMessages>({
  en: {
    to: (whom) => `to ${whom}`,
    quoted: (title) => `“${title}”`,
    insteadOf: (away) => `for ${away}, who is away`,
    branch: (title) => `instead: ${title}`,
    notCompleteBy: (when) => `not complete by ${when}`,
    undecided: 'nobody decided about the failure in time',
    stillPending: (whom) => `still asked: ${whom}`,
    resolution: {
      retry: 'it is tried again',
      skip: 'it goes on without this step',
      rollback: 'everything is undone',
      accept: 'it is left behind',
    },
    assigneeLabels: { 'escalation contacts': 'whoever takes care of the whole' },
    and: {},
    reason: {
      'not-entitled': 'Whoever said it may not decide that.',
      unverified: 'It did not come through the API.',
      malformed: 'It could not be read.',
      unknown: 'Nothing of that kind is known.',
    },
  },
  de: {
    to: (whom) => `an ${whom}`,
    quoted: (title) => `„${title}“`,
    insteadOf: (away) => `für ${away} (abwesend)`,
    branch: (title) => `stattdessen: ${title}`,
    notCompleteBy: (when) => `bis ${when} nicht fertig`,
    undecided: 'niemand hat rechtzeitig entschieden, was daraus wird',
    stillPending: (whom) => `noch gefragt: ${whom}`,
    resolution: {
      retry: 'es wird noch einmal versucht',
      skip: 'es geht ohne diesen Schritt weiter',
      rollback: 'alles wird zurückgenommen',
      accept: 'es bleibt zurück',
    },
    assigneeLabels: {
      'escalation contacts': 'alle, die sich um das Ganze kümmern',
      'the new hire': 'die neue Person selbst',
      'the manager’s manager': 'die nächsthöhere Führungskraft',
    },
    and: { ' or ': ' oder ', ' and ': ' und ' },
    reason: {
      'not-entitled': 'Wer es gesagt hat, darf das nicht entscheiden.',
      unverified: 'Es kam nicht über die API.',
      malformed: 'Es ließ sich nicht lesen.',
      unknown: 'So etwas ist nicht bekannt.',
    },
  },
});
