import { employeeNameOf } from '../../../domain/employee';
import type { Actor } from '../../../api/http/access';
import { changesOf } from '../../../domain/onboarding/allowed-actions';
import { hasAnyOf } from '../../../domain/roles';
import { isFinal } from '../../../domain/status';
import type { OnboardingView } from '../../../domain/onboarding/view';
import type { Answers } from '../../api-client';
import { PlanGraph } from '../../ui/charts/graph';
import type { Locale } from '../../i18n/locale';
import type { Titles } from '../../ui/plan-titles';
import { ReadinessBadge, StatusBadge } from '../../ui/status-badge';
import { HireFacts } from '../tasks/hire';
import { Schedule } from '../tasks/schedule';
import { Held, MayBeSkipped, Timeline, WaitsFor } from './parts';
import { endingIn, whyItStands } from './reasons';
import { onboardingWords } from './messages';

interface Props {
  view: OnboardingView;
  held: Answers['GET /onboardings/{id}/holdings'];
  actor: Actor;
  /** Where an engineer looks at its workflow. */
  temporalPage?: string;
  titles: Titles;
  locale: Locale;
}

/** One onboarding; while it runs, what changes comes by itself. */
export function OneOnboarding(props: Props) {
  const { view } = props;
  const path = `/onboardings/${view.id}`;
  const live = isFinal(view.status) ? {} : { 'hx-ext': 'sse', 'sse-connect': `/api/v1${path}/events` };
  const fresh = 'sse:timeline delay:200ms, sse:status delay:200ms';
  return (
    <div {...live}>
      <div id="live" hx-get={`${path}/live`} hx-trigger={fresh} hx-swap="innerHTML">
        <LivePart {...props} />
      </div>
    </div>
  );
}

/** All that may change while somebody looks at it. */
export function LivePart({ view, held, actor, temporalPage, titles, locale }: Props) {
  const words = onboardingWords(locale);
  return (
    <>
      <h1>{employeeNameOf(view.request)}</h1>
      <Standing view={view} locale={locale} />
      <Actions view={view} actor={actor} temporalPage={temporalPage} locale={locale} />
      <div class="columns">
        <div>
          <HireFacts view={view} titles={titles} locale={locale} />
        </div>
        <div>
          <WaitsFor view={view} actor={actor} locale={locale} />
          <MayBeSkipped view={view} actor={actor} locale={locale} />
          <h2>{words.held}</h2>
          <Held held={held} view={view} locale={locale} />
        </div>
      </div>
      <h2>{words.graph}</h2>
      <PlanGraph steps={view.steps} locale={locale} />
      <h2>{words.schedule}</h2>
      <Schedule view={view} locale={locale} />
      <h2>{words.happened}</h2>
      <Timeline view={view} locale={locale} />
    </>
  );
}

function Standing({ view, locale }: { view: OnboardingView; locale: Locale }) {
  const { status, readiness, readinessCause, steps, ending, obstacle } = view;
  const cause = readinessCause && (steps.find(({ id }) => id === readinessCause)?.title ?? readinessCause);
  return (
    <>
      <p>
        <StatusBadge status={status} locale={locale} />{' '}
        {!isFinal(status) && <ReadinessBadge readiness={readiness} locale={locale} />}{' '}
        {cause && onboardingWords(locale).because(cause)}
      </p>
      {ending && <p>{endingIn(locale, ending.reason, view)}</p>}
      {obstacle && <p class="problem">{whyItStands(locale, obstacle)}</p>}
    </>
  );
}

function Actions({ view, actor, temporalPage, locale }: Omit<Props, 'held' | 'titles'>) {
  const words = onboardingWords(locale);
  const path = `/onboardings/${view.id}`;
  return (
    <nav class="actions" aria-label={words.now}>
      {changesOf(view, actor).map((change) => (
        <a key={change} href={`${path}/${change}`}>
          {words[change]}
        </a>
      ))}
      {temporalPage && hasAnyOf(actor, ['it', 'admin']) && <a href={temporalPage}>{words.inTemporal}</a>}
    </nav>
  );
}
