import type { SetupResponse } from '../api-responses';
import { formatTable } from './text';
import type { TextSettings } from './text-settings';

export function formatSetup({ t, style }: TextSettings, { items, isSample }: SetupResponse): string {
  const rows = items.map(({ code, isDone, count }) => [
    style(t(isDone ? 'setup.done' : 'setup.open'), isDone ? 'green' : 'yellow'),
    t(`setup.items.${code}`),
    count === undefined ? '' : String(count),
  ]);
  const isComplete = !isSample && items.every(({ isDone }) => isDone);
  return [
    formatTable(rows),
    ...(isSample ? [`\n${t('cli-output.setup.sample')}\n`] : []),
    ...(isComplete ? [`\n${t('cli-output.setup.complete')}\n`] : []),
  ].join('');
}
