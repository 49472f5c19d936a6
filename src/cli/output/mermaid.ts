import type { PlanDescription, Preview } from '../answers';
import { localTime, plain } from './text';

interface Node {
  id: string;
  kind: PlanDescription['steps'][number]['kind'];
  after: readonly string[];
  lines: readonly (string | undefined)[];
  skipped?: boolean;
}

const SHAPES: Record<Node['kind'], readonly [open: string, close: string]> = {
  activity: ['[', ']'],
  approval: ['{{', '}}'],
  task: ['([', '])'],
};

const SKIPPED = 'classDef skipped fill:#f4f4f4,stroke:#999,color:#777,stroke-dasharray:5 5';

/** A plan as its author wrote it, as a Mermaid flowchart. */
export const planGraph = ({ steps }: PlanDescription): string =>
  graph(steps.map((step) => ({ ...step, lines: [step.title, step.start, step.when && `only when ${step.when}`] })));

/** What a plan would do for one request, as a Mermaid flowchart; what it skips is grey and dashed. */
export const previewGraph = ({ steps }: Preview): string =>
  graph(
    steps.map(({ title, startAt, dueAt, deciders, skipped, ...step }) => {
      const when = [startAt && `from ${localTime(startAt)}`, dueAt && `due ${localTime(dueAt)}`];
      const names = deciders?.people.map(({ name }) => name).join(', ');
      const lines = skipped === undefined ? [title, names, ...when] : [title, `skipped, ${skipped}`];
      return { ...step, lines, skipped: skipped !== undefined };
    }),
  );

function graph(nodes: readonly Node[]): string {
  const shapes = nodes.map(({ id, kind, lines, skipped }) => {
    const [open, close] = SHAPES[kind];
    const label = lines.flatMap((line) => (line ? [escaped(line)] : []));
    return `${nameOf(id)}${open}"${label.join('<br/>')}"${close}${skipped ? ':::skipped' : ''}`;
  });
  const arrows = nodes.flatMap(({ id, after }) => after.map((before) => `${nameOf(before)} --> ${nameOf(id)}`));
  const styles = nodes.some(({ skipped }) => skipped) ? [SKIPPED] : [];
  return ['flowchart LR', ...[...shapes, ...arrows, ...styles].map((line) => `  ${line}`), ''].join('\n');
}

/** Prefixed, for Mermaid has words of its own, such as `end`. */
const nameOf = (id: string): string => `step_${id.replaceAll(/\W/g, '_')}`;

/** Whatever might be Markdown, HTML or Mermaid to the one who draws it becomes a character code. */
const escaped = (text: string): string =>
  plain(text).replaceAll(/[^\p{L}\p{M}\p{N} .,()'/-]/gu, (character) => `#${String(character.codePointAt(0) ?? 0)};`);
