import type { ActionResult } from '../api-types';
import type { CommandContext } from '../command-context';
import { colourStatus } from '../output/text';

export const getOnboardingPath = (id: string) => `/onboardings/${encodeURIComponent(id)}`;

export const getStepPath = (id: string, step: string) => `${getOnboardingPath(id)}/steps/${encodeURIComponent(step)}`;

/** Posts an action to an onboarding and prints the result. */
export async function sendAction(
  { api, style, printResponse }: CommandContext,
  path: string,
  body: object,
): Promise<void> {
  const { body: result } = await api.post<ActionResult>(path, body);
  printResponse(result, ({ confirmed, outcome, status, step, decisionId }) => {
    if (!confirmed) return formatUnconfirmed(decisionId);
    const summary = [outcome, step?.id].filter(Boolean).join(' ');
    return `${summary}; the onboarding is ${status ? colourStatus(style, status) : 'unchanged'}.\n`;
  });
}

export const formatUnconfirmed = (decisionId: string): string =>
  `Recorded as ${decisionId}, but not confirmed yet: no worker has answered.\n`;
