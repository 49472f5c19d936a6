import type { PlanDescription, PlanPreview } from '../api-types';
import { formatReason } from './explanation';
import { formatAssignees } from './plan';
import { formatLocalTime, sanitizeText } from './text';

interface FlowchartNode {
  id: string;
  kind: PlanDescription['steps'][number]['kind'];
  after: readonly string[];
  lines: readonly (string | undefined)[];
  onFailure?: Record<string, string>;
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
export const renderPlanFlowchart = ({ steps }: PlanDescription): string =>
  renderFlowchart(
    steps.map(({ onlyAsBranch, ...step }) => ({
      ...step,
      lines: [
        step.title,
        step.assignee,
        step.start,
        step.due && `due ${step.due}`,
        step.when && `only if ${step.when}`,
      ],
      variant: onlyAsBranch ? 'branch' : undefined,
    })),
  );

/** Renders the schedule of one request for Mermaid. Skipped steps are grey and dashed. */
export const renderPreviewFlowchart = ({ steps }: PlanPreview): string =>
  renderFlowchart(
    steps.map(({ startAt, dueAt, reason, onlyAsBranch, ...step }) => {
      const when = [startAt && `from ${formatLocalTime(startAt)}`, dueAt && `due ${formatLocalTime(dueAt)}`];
      if (reason !== undefined)
        return { ...step, lines: [step.title, `skipped: ${formatReason(reason)}`], variant: 'skipped' };
      return {
        ...step,
        lines: [step.title, formatAssignees(step), ...when],
        variant: onlyAsBranch ? 'branch' : undefined,
      };
    }),
  );

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
  const styles = (['skipped', 'branch'] as const).filter((name) => nodes.some(({ variant }) => variant === name));
  const lines = [...shapes, ...arrows, ...branches, ...styles.map((name) => CLASS_DEFINITIONS[name])];
  return ['flowchart LR', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** Adds a prefix, because Mermaid reserves words such as `end`. */
const toNodeId = (id: string): string => `step_${id.replaceAll(/\W/g, '_')}`;

/** Encodes characters that the renderer could interpret as Markdown, HTML or Mermaid. */
const escapeLabel = (text: string): string =>
  sanitizeText(text).replaceAll(
    /[^\p{L}\p{M}\p{N} .,()'/-]/gu,
    (character) => `#${String(character.codePointAt(0) ?? 0)};`,
  );
