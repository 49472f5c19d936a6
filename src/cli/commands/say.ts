import type { Decision } from '../answers';
import type { Context } from '../context';
import { coloured } from '../output/text';

export const onboardingPath = (id: string) => `/onboardings/${encodeURIComponent(id)}`;

export const stepPath = (id: string, step: string) => `${onboardingPath(id)}/steps/${encodeURIComponent(step)}`;

/** Says something to a running onboarding, and shows what became of it. */
export async function say({ api, style, show }: Context, path: string, body: object): Promise<void> {
  const { body: decision } = await api.post<Decision>(path, body);
  show(decision, ({ confirmed, outcome, status, step, decisionId }) => {
    if (!confirmed) return unconfirmed(decisionId);
    const what = [outcome, step?.id].filter(Boolean).join(' ');
    return `${what}; the onboarding is ${status ? coloured(style, status) : 'unchanged'}.\n`;
  });
}

export const unconfirmed = (decisionId: string): string =>
  `Recorded as ${decisionId}, but not confirmed yet: no worker has answered.\n`;
