import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, type Translate } from '../../../i18n/translate';
import type { StepAppearance } from '../step-appearance';
import { ChartFrame, getStatusClass, getStatusLabel } from './chart-frame';
import { wrapText } from './wrap-text';
import { createTimeAxis, type TimeAxis } from './time-axis';

export interface GanttRow {
  id: string;
  title: string;
  startAt?: string;
  endAt?: string;
  /** Undefined: the step is only planned. */
  status?: StepAppearance;
}

interface GanttProps {
  rows: readonly GanttRow[];
  dayOne: string;
  now: string;
  timeZone: string;
  locale: Locale;
  /** Distinguishes several charts on a page. */
  title?: string;
}

const CHART_WIDTH = 920;
const LABEL_COLUMN_WIDTH = 230;
const RIGHT_MARGIN = 24;
const HEADER_HEIGHT = 62;
const ROW_HEIGHT = 38;
const BAR_HEIGHT = 16;
const MIN_BAR_WIDTH = 4;
const DIAMOND_RADIUS = 8;
const MAX_LABEL_CHARACTERS = 32;
/** Distance (px) to the right end of the axis from which on a centred label would be cut off. */
const EDGE_DISTANCE = 60;

/** Rows of bars over time around day one. A single instant is a diamond. */
export function Gantt({ rows, dayOne, now, timeZone, locale, title }: GanttProps) {
  const t = getTranslator(locale);
  const instants = [dayOne, ...rows.flatMap(({ startAt, endAt }) => [startAt ?? [], endAt ?? []].flat())];
  const last = Math.max(...instants.map((instant) => Date.parse(instant)));
  // After the last instant the axis leaves out `now`, which would compress the bars of a past onboarding.
  const isNowShown = Date.parse(now) <= last;
  const axis = createTimeAxis(
    isNowShown ? [...instants, now] : instants,
    [LABEL_COLUMN_WIDTH, CHART_WIDTH - RIGHT_MARGIN],
    timeZone,
  );
  const height = HEADER_HEIGHT + rows.length * ROW_HEIGHT + 8;
  return (
    <ChartFrame
      title={title ?? t('charts.schedule')}
      locale={locale}
      width={CHART_WIDTH}
      height={height}
      statuses={rows.map(({ status }) => status)}
      textLines={rows.map((row) => describeRow(row, timeZone, locale))}
    >
      <Ticks axis={axis} height={height} timeZone={timeZone} locale={locale} />
      {rows.map((row, index) => (
        <Row key={row.id} row={row} y={HEADER_HEIGHT + index * ROW_HEIGHT} axis={axis} locale={locale} />
      ))}
      <TimeMarker name="day-one" label={t('charts.dayOne')} x={axis.toX(dayOne)} y={12} height={height} />
      {isNowShown && <TimeMarker name="now" label={t('charts.now')} x={axis.toX(now)} y={28} height={height} />}
    </ChartFrame>
  );
}

function Ticks({
  axis,
  height,
  ...formatOptions
}: {
  axis: TimeAxis;
  height: number;
  timeZone: string;
  locale: Locale;
}) {
  const formatters = getFormatters(formatOptions.locale);
  return (
    <g class="ticks" aria-hidden="true">
      {axis.ticks.map(({ x, at }) => (
        <g key={at}>
          <line x1={x} y1={HEADER_HEIGHT - 8} x2={x} y2={height} />
          <text x={x} y={HEADER_HEIGHT - 14} text-anchor="middle">
            {formatters.formatAxisTick(at, formatOptions.timeZone)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Row({ row, y, axis, locale }: { row: GanttRow; y: number; axis: TimeAxis; locale: Locale }) {
  const [label = ''] = wrapText(row.title, MAX_LABEL_CHARACTERS, 1);
  return (
    <g class={`row ${getStatusClass(row.status)}`} data-step={row.id}>
      <title>{row.title}</title>
      <line class="base" x1={0} y1={y} x2={CHART_WIDTH} y2={y} />
      <text x={4} y={y + 16}>
        {label}
      </text>
      <text class="small" x={4} y={y + 31}>
        {getStatusLabel(row.status, locale)}
      </text>
      <Bar row={row} y={y + (ROW_HEIGHT - BAR_HEIGHT) / 2} axis={axis} />
    </g>
  );
}

function Bar({ row: { startAt, endAt }, y, axis }: { row: GanttRow; y: number; axis: TimeAxis }) {
  const instant = startAt ?? endAt;
  if (instant === undefined) return null;
  if (startAt === undefined || endAt === undefined || startAt === endAt) {
    const [x, middle] = [axis.toX(instant), y + BAR_HEIGHT / 2];
    const corners = [
      `${x},${middle - DIAMOND_RADIUS}`,
      `${x + DIAMOND_RADIUS},${middle}`,
      `${x},${middle + DIAMOND_RADIUS}`,
    ];
    return <polygon class="bar" points={[...corners, `${x - DIAMOND_RADIUS},${middle}`].join(' ')} />;
  }
  const x = axis.toX(startAt);
  return (
    <rect class="bar" x={x} y={y} width={Math.max(axis.toX(endAt) - x, MIN_BAR_WIDTH)} height={BAR_HEIGHT} rx={4} />
  );
}

/** Vertical line through all rows. */
function TimeMarker({
  name,
  label,
  x,
  y,
  height,
}: {
  name: string;
  label: string;
  x: number;
  y: number;
  height: number;
}) {
  const anchor = x > CHART_WIDTH - RIGHT_MARGIN - EDGE_DISTANCE ? 'end' : 'middle';
  return (
    <g class={`mark ${name}`}>
      <line x1={x} y1={y + 4} x2={x} y2={height} />
      <text x={x} y={y} text-anchor={anchor}>
        {label}
      </text>
    </g>
  );
}

function describeRow({ title, status, startAt, endAt }: GanttRow, timeZone: string, locale: Locale): string {
  const [from, to] = [startAt, endAt].map((at) => at && getFormatters(locale).formatInstant(at, timeZone));
  return `${title}: ${getStatusLabel(status, locale)}, ${describePeriod(getTranslator(locale), from, to)}`;
}

function describePeriod(t: Translate, from?: string, to?: string): string {
  if (from && to) return from === to ? from : t('charts.between', { from, to });
  if (from) return t('charts.from', { from });
  return to ? t('charts.until', { to }) : t('charts.undated');
}
