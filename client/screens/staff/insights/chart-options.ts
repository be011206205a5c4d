import uPlot from 'uplot';
import { clockTime } from '../../../ui/time-words.ts';
import type { ChartRange, LineLook } from './chart-lines.ts';
import { type ChartMark, drawMarks, MARKS_PX } from './draw-marks.ts';
import type { Paints } from './paints.ts';

/** The part of a strip that its tallest value reaches; the rest keeps the strips apart. */
const FILL = 0.72;

/** How much of the minute that is not over its veil hides. */
const VEIL = 0.6;

/** A pointer that draws over less has clicked. */
const LEAST_DRAWN_PX = 8;

/** A line of the chart, in a strip of its own. */
export interface Strip extends LineLook {
  name: string;
  /** Its tallest value in words. */
  say(value: number): string;
}

/** A scale whose values lie in one of the strips, the first at the top. */
function scaleOf(index: number, strips: number): uPlot.Scale {
  return {
    range: (_plot, _min, max) => {
      const height = Math.max(1, max ?? 1) / FILL;
      const below = strips - 1 - index;
      return [-below * height, (strips - below) * height];
    },
  };
}

/** One chart of strips that share their minutes. */
export function chartOptions({
  width,
  height,
  paints,
  language,
  strips,
  marks,
  sayPins,
  underWay,
  at,
  range,
  onCursor,
  onZoom,
}: {
  width: number;
  height: number;
  paints: Paints;
  language: string;
  strips: readonly Strip[];
  marks(): readonly ChartMark[];
  /** How many pins stand close together. */
  sayPins(n: number): string;
  /** Where the minute begins that is not over yet, epoch ms; null: there is none. */
  underWay(): number | null;
  /** The instant that a line stands at, epoch ms; null: there is none. */
  at(): number | null;
  /** The part of the evening that is drawn; null: all of it. */
  range(): ChartRange | null;
  onCursor(at: number | null): void;
  /** Told of the part that was drawn over; null: none can be. */
  onZoom: ((range: ChartRange) => void) | null;
}): uPlot.Options {
  const bars = uPlot.paths.bars?.({ size: [0.8, 400], align: 1 });
  const steps = uPlot.paths.stepped?.({ align: 1 });
  return {
    width,
    height,
    padding: [MARKS_PX, 20, 0, 20],
    legend: { show: false },
    cursor: {
      // Where a part can be drawn over, the line that stands at an instant is the cross-hair too.
      x: onZoom === null,
      y: false,
      points: { show: false },
      drag: { x: onZoom !== null, y: false, setScale: false, dist: LEAST_DRAWN_PX },
    },
    scales: {
      x: { time: true, range: (_plot, min, max) => partOf(range(), min, max) },
      ...Object.fromEntries(strips.map((_, index) => [`${index}`, scaleOf(index, strips.length)])),
    },
    axes: [
      {
        stroke: paints.soft,
        size: 30,
        font: `12px ${paints.font}`,
        grid: { show: false },
        ticks: { stroke: paints.line, width: 1, size: 4 },
        space: 64,
        incrs: [60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400],
        values: (_plot, seconds) => seconds.map((each) => clockTime(each * 1_000, language)),
      },
    ],
    series: [
      {},
      ...strips.map(({ look, colour }, index): uPlot.Series => {
        const paths = look === 'bars' ? bars : steps;
        return {
          scale: `${index}`,
          stroke: paints[colour],
          width: look === 'bars' ? 0 : 2,
          ...(look === 'bars' && { fill: paints[colour] }),
          ...(look === 'area' && { fill: paints.indigoWash, fillTo: () => 0 }),
          points: { show: false },
          ...(paths && { paths }),
        };
      }),
    ],
    hooks: {
      drawClear: [(plot) => drawMarks(plot, marks(), paints, sayPins)],
      draw: [
        (plot) => veilUnderWay(plot, underWay(), paints),
        (plot) => drawLabels(plot, strips, paints),
        (plot) => drawInstant(plot, at(), paints),
      ],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
      setSelect: [(plot) => tellDrawn(plot, onZoom)],
    },
  };
}

/** Seconds from and to; without a part those of the numbers. */
function partOf(range: ChartRange | null, min: number, max: number): uPlot.Range.MinMax {
  return range ? [range.fromMs / 1_000, range.toMs / 1_000] : [min, max];
}

/** Tells what was drawn over, and takes its shade away. */
function tellDrawn(plot: uPlot, onZoom: ((range: ChartRange) => void) | null) {
  const { left, width } = plot.select;
  if (width < LEAST_DRAWN_PX) return;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onZoom?.({
    fromMs: plot.posToVal(left, 'x') * 1_000,
    toMs: plot.posToVal(left + width, 'x') * 1_000,
  });
}

/** A minute that is not over stands behind a veil and a dashed edge: what is less there than before is no fall. */
function veilUnderWay(plot: uPlot, fromMs: number | null, paints: Paints) {
  if (fromMs === null) return;
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const right = bbox.left + bbox.width;
  const x = Math.max(bbox.left, plot.valToPos(fromMs / 1_000, 'x', true));
  if (x >= right) return;
  ctx.save();
  ctx.globalAlpha = VEIL;
  ctx.fillStyle = paints.paper;
  ctx.fillRect(x, bbox.top, right - x, bbox.height);
  ctx.globalAlpha = 1;
  ctx.lineWidth = ratio;
  ctx.strokeStyle = paints.soft;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

/** A line at the instant that is looked at, over all strips. */
function drawInstant(plot: uPlot, atMs: number | null, paints: Paints) {
  if (atMs === null) return;
  const { ctx, bbox } = plot;
  const x = Math.min(bbox.left + bbox.width, Math.max(bbox.left, plot.valToPos(atMs / 1_000, 'x', true)));
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = paints.ink;
  ctx.fillRect(x - ratio, bbox.top - 4 * ratio, 2 * ratio, bbox.height + 4 * ratio);
  ctx.beginPath();
  ctx.arc(x, bbox.top - 4 * ratio, 4 * ratio, 0, 2 * Math.PI);
  ctx.fill();
  ctx.restore();
}

/** Each strip's name and tallest value where the strip stands, in its own colour, instead of a legend. */
function drawLabels(plot: uPlot, strips: readonly Strip[], paints: Paints) {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  strips.forEach(({ name, colour, say }, index) => {
    const top = bbox.top + (bbox.height / strips.length) * index;
    const [first, last] = plot.series[0]?.idxs ?? [0, 0];
    const values = [...(plot.data[index + 1] ?? [])].slice(first, last + 1);
    const known = values.flatMap((value) => value ?? []);
    const x = bbox.left + 4 * ratio;
    ctx.font = `600 ${13 * ratio}px ${paints.font}`;
    // A halo of paper keeps the words readable where a line passes behind them.
    ctx.lineWidth = 4 * ratio;
    ctx.strokeStyle = paints.paper;
    ctx.fillStyle = paints[colour];
    // While nothing is known no height is told.
    const words = known.length === 0 ? name : `${name} · ${say(Math.max(0, ...known))}`;
    ctx.strokeText(words, x, top + 4 * ratio);
    ctx.fillText(words, x, top + 4 * ratio);
    const base = top + bbox.height / strips.length - 0.5;
    ctx.lineWidth = 1;
    ctx.strokeStyle = paints.line;
    ctx.beginPath();
    ctx.moveTo(bbox.left, base);
    ctx.lineTo(bbox.left + bbox.width, base);
    ctx.stroke();
  });
  ctx.restore();
}
