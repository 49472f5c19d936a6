import type { PlanDescription, Preview } from '../answers';
import { namesOf } from './plan';
import { localTime, plain } from './text';

interface Node {
  id: string;
  kind: PlanDescription['steps'][number]['kind'];
  after: readonly string[];
  lines: readonly (string | undefined)[];
  onFailure?: Record<string, string>;
  /** How it is drawn, where not as any other. */
  as?: 'skipped' | 'branch';
}

const SHAPES: Record<Node['kind'], readonly [open: string, close: string]> = {
  activity: ['[', ']'],
  approval: ['{{', '}}'],
  task: ['([', '])'],
};

const CLASSES = {
  skipped: 'classDef skipped fill:#f4f4f4,stroke:#999,color:#777,stroke-dasharray:5 5',
  branch: 'classDef branch stroke-dasharray:5 5',
};

/** A plan as its author wrote it, as a Mermaid flowchart; branches that failures lead to are dashed. */
export const planGraph = ({ steps }: PlanDescription): string =>
  graph(
    steps.map(({ onlyAsBranch, ...step }) => ({
      ...step,
      lines: [step.title, step.who, step.start, step.due && `due ${step.due}`, step.when && `only when ${step.when}`],
      as: onlyAsBranch ? 'branch' : undefined,
    })),
  );

/** What a plan would do for one request, as a Mermaid flowchart; what it skips is grey and dashed. */
export const previewGraph = ({ steps }: Preview): string =>
  graph(
    steps.map(({ startAt, dueAt, skipped, branch, ...step }) => {
      const when = [startAt && `from ${localTime(startAt)}`, dueAt && `due ${localTime(dueAt)}`];
      if (skipped !== undefined) return { ...step, lines: [step.title, `skipped, ${skipped}`], as: 'skipped' };
      return { ...step, lines: [step.title, namesOf(step), ...when], as: branch ? 'branch' : undefined };
    }),
  );

function graph(nodes: readonly Node[]): string {
  const shapes = nodes.map(({ id, kind, lines, as }) => {
    const [open, close] = SHAPES[kind];
    const label = lines.flatMap((line) => (line ? [escaped(line)] : []));
    return `${nameOf(id)}${open}"${label.join('<br/>')}"${close}${as ? `:::${as}` : ''}`;
  });
  const arrows = nodes.flatMap(({ id, after }) => after.map((before) => `${nameOf(before)} --> ${nameOf(id)}`));
  const branches = nodes.flatMap(({ id, onFailure = {} }) =>
    Object.entries(onFailure).map(([error, step]) => `${nameOf(id)} -. "${escaped(error)}" .-> ${nameOf(step)}`),
  );
  const styles = (['skipped', 'branch'] as const).filter((name) => nodes.some(({ as }) => as === name));
  const lines = [...shapes, ...arrows, ...branches, ...styles.map((name) => CLASSES[name])];
  return ['flowchart LR', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** Prefixed, for Mermaid has words of its own, such as `end`. */
const nameOf = (id: string): string => `step_${id.replaceAll(/\W/g, '_')}`;

/** Whatever might be Markdown, HTML or Mermaid to the one who draws it becomes a character code. */
const escaped = (text: string): string =>
  plain(text).replaceAll(/[^\p{L}\p{M}\p{N} .,()'/-]/gu, (character) => `#${String(character.codePointAt(0) ?? 0)};`);
