import type { PlanDescription, PlanPreview } from '../api-responses';
import { formatReason } from './explanation';
import { formatAssignees } from './preview';
import { sanitizeText } from './text';
import type { TextSettings } from './text-settings';
import { formatDue, formatLocalTime } from './times';

interface FlowchartNode {
  id: string;
  kind: PlanDescription['steps'][number]['kind'];
  after: readonly string[];
  lines: readonly (string | undefined)[];
  onFailure?: Record<string, string>;
  followedBy?: string;
  /** Mermaid style class. */
  variant?: 'skipped' | 'branch';
}

const SHAPES: Record<FlowchartNode['kind'], readonly [open: string, close: string]> = {
  activity: ['[', ']'],
  approval: ['{{', '}}'],
  task: ['([', '])'],
};

const CLASS_DEFINITIONS = {
  skipped: 'classDef skipped fill:#f4f4f4,stroke:#999,color:#777,stroke-dasharray:5 5',
  branch: 'classDef branch stroke-dasharray:5 5',
};

/** Renders a plan definition for Mermaid. Branches are dashed. */
export const renderPlanFlowchart = ({ t }: TextSettings, { steps }: PlanDescription): string =>
  renderFlowchart(
    steps.map(({ onlyAsBranch, ...step }) => ({
      ...step,
      lines: [
        step.title,
        step.assignee,
        step.start,
        step.due && t('cli-output.due', { when: step.due }),
        step.forEach && t('cli-output.plan.for-each', { elements: step.forEach }),
        step.when && t('cli-output.plan.condition', { condition: step.when }),
      ],
      variant: onlyAsBranch ? 'branch' : undefined,
    })),
  );

/** Renders the schedule of one request for Mermaid. Skipped steps are grey and dashed. */
export const renderPreviewFlowchart = (settings: TextSettings, { steps }: PlanPreview): string =>
  renderFlowchart(steps.map((step) => toPreviewNode(settings, step)));

function toPreviewNode(settings: TextSettings, step: PlanPreview['steps'][number]): FlowchartNode {
  const { t, locale } = settings;
  const { id, kind, after, onFailure, followedBy, title, startAt, dueAt, reason, onlyAsBranch } = step;
  const node = { id, kind, after, onFailure, followedBy };
  if (reason !== undefined) {
    const note = t('cli-output.preview.skipped', { reason: formatReason(settings, reason) });
    return { ...node, lines: [title, note], variant: 'skipped' };
  }
  const start = startAt && t('cli-output.from', { when: formatLocalTime(locale, startAt) });
  const variant = onlyAsBranch ? 'branch' : undefined;
  return { ...node, lines: [title, formatAssignees(settings, step), start, formatDue(settings, dueAt)], variant };
}

function renderFlowchart(nodes: readonly FlowchartNode[]): string {
  const shapes = nodes.map(({ id, kind, lines, variant }) => {
    const [open, close] = SHAPES[kind];
    const label = lines.flatMap((line) => (line ? [escapeLabel(line)] : []));
    return `${toNodeId(id)}${open}"${label.join('<br/>')}"${close}${variant ? `:::${variant}` : ''}`;
  });
  const arrows = nodes.flatMap(({ id, after }) => after.map((before) => `${toNodeId(before)} --> ${toNodeId(id)}`));
  const branches = nodes.flatMap(({ id, onFailure = {} }) =>
    Object.entries(onFailure).map(
      ([error, step]) => `${toNodeId(id)} -. "${escapeLabel(error)}" .-> ${toNodeId(step)}`,
    ),
  );
  const continuations = nodes.flatMap(({ id, followedBy }) =>
    followedBy === undefined ? [] : [`${toNodeId(id)} -.-> ${toNodeId(followedBy)}`],
  );
  const styles = (['skipped', 'branch'] as const).filter((name) => nodes.some(({ variant }) => variant === name));
  const lines = [...shapes, ...arrows, ...branches, ...continuations, ...styles.map((name) => CLASS_DEFINITIONS[name])];
  return ['flowchart LR', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** Adds a prefix, because Mermaid reserves words such as `end`. Encodes other characters, so that no two ids become one. */
const toNodeId = (id: string): string =>
  `step_${id.replaceAll(/\W/g, (character) => `_${character.charCodeAt(0).toString(16)}`)}`;

/** Encodes characters that the renderer could interpret as Markdown, HTML or Mermaid. */
const escapeLabel = (text: string): string =>
  sanitizeText(text).replaceAll(
    /[^\p{L}\p{M}\p{N} .,()'/-]/gu,
    (character) => `#${String(character.codePointAt(0) ?? 0)};`,
  );
