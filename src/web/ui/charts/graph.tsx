import type { StepStatus } from '../../../domain/status';
import type { Locale } from '../../i18n/locale';
import { Frame, statusClass, statusWord } from './frame';
import { type Arrow, NODE, placed } from './layout';
import { lines } from './lines';
import { drawingWords } from './messages';

export interface GraphStep {
  id: string;
  title: string;
  kind: 'activity' | 'approval' | 'task';
  /** Without: planned. */
  status?: StepStatus;
  after: readonly string[];
  /** By type of error: the step that its failure leads to. */
  onFailure?: Readonly<Record<string, string>>;
}

interface GraphProps {
  steps: readonly GraphStep[];
  locale: Locale;
  /** Where a page has several. */
  title?: string;
}

const TITLE_CHARACTERS = 26;
const LINE = 16;
const HEAD = { length: 8, half: 4.5 };

/** The steps of a plan, each below those that it comes after; dashed arrows lead where a failure leads. */
export function PlanGraph({ steps, locale, title }: GraphProps) {
  const words = drawingWords(locale);
  const { width, height, nodes, arrows } = placed(steps.map((step) => ({ ...step, instead: branchesOf(step) })));
  return (
    <Frame
      title={title ?? words.graph}
      locale={locale}
      width={width}
      height={height}
      statuses={steps.map(({ status }) => status)}
      text={steps.map((step) => stepText(step, steps, locale))}
      marks={arrows.some(({ isInstead }) => isInstead) && <li>{words.dashed}</li>}
    >
      {arrows.map((arrow) => (
        <Edge key={`${arrow.from} ${arrow.to} ${String(arrow.isInstead)}`} arrow={arrow} />
      ))}
      {nodes.map(({ step, x, y }) => (
        <Node key={step.id} step={step} x={x - NODE.width / 2} y={y - NODE.height / 2} locale={locale} />
      ))}
    </Frame>
  );
}

const branchesOf = ({ onFailure = {} }: GraphStep): string[] => [...new Set(Object.values(onFailure))];

function Node({ step, x, y, locale }: { step: GraphStep; x: number; y: number; locale: Locale }) {
  const titleLines = lines(step.title, TITLE_CHARACTERS, 2);
  const top = y + (titleLines.length === 1 ? 28 : 20);
  const middle = x + NODE.width / 2;
  return (
    <g class={`step ${step.kind} ${statusClass(step.status)}`} data-step={step.id}>
      <title>{step.title}</title>
      <Shape kind={step.kind} x={x} y={y} />
      {titleLines.map((line, index) => (
        <text key={line} x={middle} y={top + index * LINE} text-anchor="middle">
          {line}
        </text>
      ))}
      <text class="small" x={middle} y={top + titleLines.length * LINE + 2} text-anchor="middle">
        {`${drawingWords(locale).kind[step.kind]} · ${statusWord(step.status, locale)}`}
      </text>
    </g>
  );
}

/** What a machine does has corners, what a person does is round, and a decision is pointed. */
function Shape({ kind, x, y }: { kind: GraphStep['kind']; x: number; y: number }) {
  const { width, height } = NODE;
  if (kind !== 'approval')
    return <rect class="box" x={x} y={y} width={width} height={height} rx={kind === 'task' ? height / 2 : 4} />;
  const [left, right, middle, bottom] = [x + 14, x + width - 14, y + height / 2, y + height];
  const corners = [
    `${left},${y}`,
    `${right},${y}`,
    `${x + width},${middle}`,
    `${right},${bottom}`,
    `${left},${bottom}`,
  ];
  return <polygon class="box" points={[...corners, `${x},${middle}`].join(' ')} />;
}

function Edge({ arrow: { from, to, isInstead, points } }: { arrow: Arrow }) {
  const [before, end] = points.slice(-2);
  if (!before || !end) return null;
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const corner = (side: number): string => {
    const [back, aside] = [-HEAD.length, side * HEAD.half];
    const x = end.x + back * Math.cos(angle) - aside * Math.sin(angle);
    return `${x},${end.y + back * Math.sin(angle) + aside * Math.cos(angle)}`;
  };
  return (
    <g class={isInstead ? 'edge instead' : 'edge'} data-from={from} data-to={to}>
      <path d={`M${points.map(({ x, y }) => `${x},${y}`).join(' L')}`} />
      <polygon points={`${end.x},${end.y} ${corner(1)} ${corner(-1)}`} />
    </g>
  );
}

function stepText(step: GraphStep, steps: readonly GraphStep[], locale: Locale): string {
  const { title, kind, status, after } = step;
  const instead = branchesOf(step);
  const words = drawingWords(locale);
  const titles = (ids: readonly string[]) =>
    ids.flatMap((id) => steps.find((step) => step.id === id)?.title ?? []).join(', ');
  const told = [words.kind[kind], statusWord(status, locale), after.length > 0 && words.after(titles(after))];
  return `${title}: ${[...told, instead.length > 0 && words.instead(titles(instead))].filter(Boolean).join(', ')}`;
}
