import type { StepStatus } from '../../../domain/status';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { Frame, statusClass, statusWord } from './frame';
import { lines } from './lines';
import { timeAxis, type TimeAxis } from './time-axis';
import { drawingWords } from './messages';

export interface GanttRow {
  id: string;
  title: string;
  startAt?: string;
  endAt?: string;
  /** Without: planned. */
  status?: StepStatus;
}

interface GanttProps {
  rows: readonly GanttRow[];
  dayOne: string;
  now: string;
  timeZone: string;
  locale: Locale;
  /** Where a page has several. */
  title?: string;
}

const WIDTH = 920;
const LABELS = 230;
const RIGHT = 24;
const TOP = 62;
const ROW = 38;
const BAR = 16;
const LEAST_BAR = 4;
const DIAMOND = 8;
const LABEL_CHARACTERS = 32;
/** Words beside a mark would leave the drawing here. */
const NEAR_EDGE = 60;

/** Rows of bars over time around day one; an instant alone is a diamond. */
export function Gantt({ rows, dayOne, now, timeZone, locale, title }: GanttProps) {
  const words = drawingWords(locale);
  const instants = [dayOne, ...rows.flatMap(({ startAt, endAt }) => [startAt ?? [], endAt ?? []].flat())];
  const last = Math.max(...instants.map((instant) => Date.parse(instant)));
  // What was over long ago is not drawn small for the sake of today.
  const isNowShown = Date.parse(now) <= last;
  const axis = timeAxis(isNowShown ? [...instants, now] : instants, [LABELS, WIDTH - RIGHT], timeZone);
  const height = TOP + rows.length * ROW + 8;
  return (
    <Frame
      title={title ?? words.schedule}
      locale={locale}
      width={WIDTH}
      height={height}
      statuses={rows.map(({ status }) => status)}
      text={rows.map((row) => rowText(row, timeZone, locale))}
    >
      <Ticks axis={axis} height={height} timeZone={timeZone} locale={locale} />
      {rows.map((row, index) => (
        <Row key={row.id} row={row} y={TOP + index * ROW} axis={axis} locale={locale} />
      ))}
      <Mark name="day-one" word={words.dayOne} x={axis.x(dayOne)} y={12} height={height} />
      {isNowShown && <Mark name="now" word={words.now} x={axis.x(now)} y={28} height={height} />}
    </Frame>
  );
}

function Ticks({ axis, height, ...where }: { axis: TimeAxis; height: number; timeZone: string; locale: Locale }) {
  const formats = formatsOf(where.locale);
  return (
    <g class="ticks" aria-hidden="true">
      {axis.ticks.map(({ x, at }) => (
        <g key={at}>
          <line x1={x} y1={TOP - 8} x2={x} y2={height} />
          <text x={x} y={TOP - 14} text-anchor="middle">
            {formats.mark(at, where.timeZone)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Row({ row, y, axis, locale }: { row: GanttRow; y: number; axis: TimeAxis; locale: Locale }) {
  const [label = ''] = lines(row.title, LABEL_CHARACTERS, 1);
  return (
    <g class={`row ${statusClass(row.status)}`} data-step={row.id}>
      <title>{row.title}</title>
      <line class="base" x1={0} y1={y} x2={WIDTH} y2={y} />
      <text x={4} y={y + 16}>
        {label}
      </text>
      <text class="small" x={4} y={y + 31}>
        {statusWord(row.status, locale)}
      </text>
      <Bar row={row} y={y + (ROW - BAR) / 2} axis={axis} />
    </g>
  );
}

function Bar({ row: { startAt, endAt }, y, axis }: { row: GanttRow; y: number; axis: TimeAxis }) {
  const only = startAt ?? endAt;
  if (only === undefined) return null;
  if (startAt === undefined || endAt === undefined || startAt === endAt) {
    const [x, middle] = [axis.x(only), y + BAR / 2];
    const corners = [`${x},${middle - DIAMOND}`, `${x + DIAMOND},${middle}`, `${x},${middle + DIAMOND}`];
    return <polygon class="bar" points={[...corners, `${x - DIAMOND},${middle}`].join(' ')} />;
  }
  const x = axis.x(startAt);
  return <rect class="bar" x={x} y={y} width={Math.max(axis.x(endAt) - x, LEAST_BAR)} height={BAR} rx={4} />;
}

/** A moment that goes through all rows. */
function Mark({ name, word, x, y, height }: { name: string; word: string; x: number; y: number; height: number }) {
  const anchor = x > WIDTH - RIGHT - NEAR_EDGE ? 'end' : 'middle';
  return (
    <g class={`mark ${name}`}>
      <line x1={x} y1={y + 4} x2={x} y2={height} />
      <text x={x} y={y} text-anchor={anchor}>
        {word}
      </text>
    </g>
  );
}

function rowText({ title, status, startAt, endAt }: GanttRow, timeZone: string, locale: Locale): string {
  const words = drawingWords(locale);
  const [from, to] = [startAt, endAt].map((at) => at && formatsOf(locale).instant(at, timeZone));
  return `${title}: ${statusWord(status, locale)}, ${whenText(words, from, to)}`;
}

function whenText(words: ReturnType<typeof drawingWords>, from?: string, to?: string): string {
  if (from && to) return from === to ? from : words.between(from, to);
  return from ? words.from(from) : to ? words.until(to) : words.undated;
}
