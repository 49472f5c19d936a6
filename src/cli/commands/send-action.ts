import type { ActionResult } from '../api-responses';
import type { CommandContext } from '../command-context';
import { formatOnboardingStatus } from '../output/status';
import type { TextSettings } from '../output/text-settings';
import { formatEventKind } from '../output/timeline';

export const getOnboardingPath = (id: string) => `/onboardings/${encodeURIComponent(id)}`;

export const getStepPath = (id: string, step: string) => `${getOnboardingPath(id)}/steps/${encodeURIComponent(step)}`;

/** Posts an action to an onboarding and prints the result. */
export async function sendAction({ api, printResponse }: CommandContext, path: string, body: object): Promise<void> {
  const { body: result } = await api.post<ActionResult>(path, body);
  printResponse(result, formatActionResult);
}

function formatActionResult(settings: TextSettings, result: ActionResult): string {
  if (!result.confirmed) return formatUnconfirmed(settings, result);
  const { outcome = '', status, step } = result;
  const label = formatEventKind(settings, outcome);
  const statusNote = status && settings.t('cli-output.status', { status: formatOnboardingStatus(settings, status) });
  return `${[step ? `${step.id}: ${label}` : label, statusNote].filter(Boolean).join(' · ')}\n`;
}

export const formatUnconfirmed = ({ t }: TextSettings, { decisionId }: Pick<ActionResult, 'decisionId'>): string =>
  `${t('cli-output.unconfirmed', { decisionId })}\n`;
