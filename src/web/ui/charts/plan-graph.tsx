import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { StepAppearance } from '../step-appearance';
import { ChartFrame, getStatusClass, getStatusLabel } from './chart-frame';
import { type Arrow, NODE_SIZE, layOutSteps } from './graph-layout';
import { wrapText } from './wrap-text';

export interface GraphStep {
  id: string;
  title: string;
  kind: 'activity' | 'approval' | 'task';
  /** Undefined: the step is only planned. */
  status?: StepAppearance;
  after: readonly string[];
  /** Id of the branch step, by error type. */
  onFailure?: Readonly<Record<string, string>>;
  /** Id of the branch step that runs once the task is done. */
  followedBy?: string;
  /** Elements of a step that an onboarding has several times, as a text. */
  forEach?: string;
}

interface GraphProps {
  steps: readonly GraphStep[];
  locale: Locale;
  /** Distinguishes several charts on a page. */
  title?: string;
}

const MAX_TITLE_CHARACTERS = 26;
const LINE_HEIGHT = 16;
const ARROW_HEAD = { length: 8, half: 4.5 };

/** Steps of a plan, each below its predecessors. Dashed arrows lead to branches after a failure. */
export function PlanGraph({ steps, locale, title }: GraphProps) {
  const t = getTranslator(locale);
  const { width, height, nodes, arrows } = layOutSteps(
    steps.map((step) => ({
      ...step,
      branchTargets: [...listFailureTargets(step), ...(step.followedBy === undefined ? [] : [step.followedBy])],
    })),
  );
  return (
    <ChartFrame
      title={title ?? t('charts.graph')}
      locale={locale}
      width={width}
      height={height}
      statuses={steps.map(({ status }) => status)}
      textLines={steps.map((step) => describeGraphStep(step, steps, locale))}
      legendExtras={arrows.some(({ isBranch }) => isBranch) && <li>{t('charts.dashed')}</li>}
    >
      {arrows.map((arrow) => (
        <Edge key={`${arrow.from} ${arrow.to} ${String(arrow.isBranch)}`} arrow={arrow} />
      ))}
      {nodes.map(({ step, x, y }) => (
        <StepNode key={step.id} step={step} x={x - NODE_SIZE.width / 2} y={y - NODE_SIZE.height / 2} locale={locale} />
      ))}
    </ChartFrame>
  );
}

const listFailureTargets = ({ onFailure = {} }: GraphStep): string[] => [...new Set(Object.values(onFailure))];

function StepNode({ step, x, y, locale }: { step: GraphStep; x: number; y: number; locale: Locale }) {
  const titleLines = wrapText(step.title, MAX_TITLE_CHARACTERS, 2);
  const top = y + (titleLines.length === 1 ? 28 : 20);
  const middle = x + NODE_SIZE.width / 2;
  return (
    <g class={`step ${step.kind} ${getStatusClass(step.status)}`} data-step={step.id}>
      <title>{step.title}</title>
      <StepShape kind={step.kind} x={x} y={y} />
      {titleLines.map((line, index) => (
        <text key={line} x={middle} y={top + index * LINE_HEIGHT} text-anchor="middle">
          {line}
        </text>
      ))}
      <text class="small" x={middle} y={top + titleLines.length * LINE_HEIGHT + 2} text-anchor="middle">
        {`${translate(locale, `charts.kind.${step.kind}`)} · ${step.forEach === undefined ? getStatusLabel(step.status, locale) : translate(locale, 'charts.repeated')}`}
      </text>
    </g>
  );
}

/** Activities are rectangles, tasks are rounded, approvals are pointed. */
function StepShape({ kind, x, y }: { kind: GraphStep['kind']; x: number; y: number }) {
  const { width, height } = NODE_SIZE;
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

function Edge({ arrow: { from, to, isBranch, points } }: { arrow: Arrow }) {
  const [before, end] = points.slice(-2);
  if (!before || !end) return null;
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const computeCorner = (side: number): string => {
    const [back, aside] = [-ARROW_HEAD.length, side * ARROW_HEAD.half];
    const x = end.x + back * Math.cos(angle) - aside * Math.sin(angle);
    return `${x},${end.y + back * Math.sin(angle) + aside * Math.cos(angle)}`;
  };
  return (
    <g class={isBranch ? 'edge branch' : 'edge'} data-from={from} data-to={to}>
      <path d={`M${points.map(({ x, y }) => `${x},${y}`).join(' L')}`} />
      <polygon points={`${end.x},${end.y} ${computeCorner(1)} ${computeCorner(-1)}`} />
    </g>
  );
}

function describeGraphStep(step: GraphStep, steps: readonly GraphStep[], locale: Locale): string {
  const { title, kind, status, after, forEach } = step;
  const branchTargets = listFailureTargets(step);
  const t = getTranslator(locale);
  const formatTitles = (ids: readonly string[]) =>
    ids.flatMap((id) => steps.find((step) => step.id === id)?.title ?? []).join(', ');
  const parts = [
    t(`charts.kind.${kind}`),
    getStatusLabel(status, locale),
    forEach !== undefined && t('charts.forEach', { elements: forEach }),
    after.length > 0 && t('charts.after', { titles: formatTitles(after) }),
  ];
  return `${title}: ${[...parts, branchTargets.length > 0 && t('charts.onFailure', { titles: formatTitles(branchTargets) })].filter(Boolean).join(', ')}`;
}
