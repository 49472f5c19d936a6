import { inWords } from '../../lib/format-instant';
import type { Instant, ResolvedPlan } from '../../domain/plan/types';
import type { Notice } from '../../domain/onboarding/snapshot';
import type { OnboardingView, StepView } from '../../domain/onboarding/view';
import { employeeNameOf } from '../../domain/employee';

/** A notice, and what the database knows of the onboarding it is about. */
export interface OwedNotice {
  onboardingId: string;
  notice: Notice;
  view: OnboardingView;
  cost: ResolvedPlan['cost'];
}

/** ... and the step it is about, as it is now. */
export type Letter = OwedNotice & {
  publicUrl: string;
  step?: StepView;
  /** Where its one reader answers, without a sign-in. */
  link?: string;
};

/** What an approver, or whoever does a task, has to know of the new hire: a line each. */
export function facts({ view, cost }: Letter): string {
  const { job, equipment = [], trainings = [] } = view.request;
  return lines([
    ['Who', employeeNameOf(view.request)],
    ['First day', view.startDate],
    ['Job', `${job.title}, ${job.department} (${job.employmentType}${job.endDate ? ` until ${job.endDate}` : ''})`],
    ['Where', `${job.location}${job.remote ? ', remote' : ''}`],
    ['Manager', `${view.request.manager.name} (${view.request.manager.email})`],
    ['Plan', view.plan],
    ['Equipment', equipment.join(', ')],
    ['Trainings', trainings.join(', ')],
    ['Cost', moneyIn(cost.currency).format(cost.amountCents / 100)],
  ]);
}

const formats = new Map<string, Intl.NumberFormat>();

/** Made once for each currency: that takes longer than the rest of the letter. */
function moneyIn(currency: string): Intl.NumberFormat {
  const format = formats.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency });
  formats.set(currency, format);
  return format;
}

const lines = (rows: [label: string, value: string | undefined][]): string =>
  rows.flatMap(([label, value]) => (value ? [`  ${`${label}:`.padEnd(11)}${value}`] : [])).join('\n');

/** These commands of the command line, for the step of this letter. */
export const stepCommands = (letter: Letter, ...verbs: string[]): string =>
  commands(
    letter,
    verbs.map((verb) => `${verb} ${letter.view.id} ${letter.step?.id ?? ''}`),
  );

/** Ends the whole onboarding by the command line. */
export const endCommand = (letter: Letter, verb: 'cancel' | 'rollback'): string =>
  commands(letter, [`${verb} ${letter.view.id} --reason "…"`]);

const commands = ({ publicUrl }: Letter, words: string[]): string =>
  words.map((word) => `  npx firstday ${word} --url ${publicUrl}`).join('\n');

/** Where the same is done over HTTP. */
export const overHttp = ({ view, step, publicUrl }: Letter, ...verbs: [string, ...string[]]): string => {
  const [verb, ...others] = verbs;
  const or = others.map((other) => `/${other}`).join(', ');
  return `Or over HTTP, with your token:\nPOST ${publicUrl}/api/v1/onboardings/${view.id}/steps/${step?.id ?? ''}/${verb}${or && ` (or ${or})`}`;
};

/** An instant as people where the new hire will work read it. */
export const whenOf = ({ view }: Letter, instant: Instant): string => inWords(instant, view.timeZone);
