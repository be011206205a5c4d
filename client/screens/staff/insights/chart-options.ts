import uPlot from 'uplot';
import type { SalesMark } from '../../../../shared/contract/sales.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { drawMarks } from './draw-marks.ts';
import type { Paints } from './paints.ts';

const HEIGHT = 340;
/** Above the strips: a row of numbers for pins, one for flashes. */
const MARKS_PX = 44;
const STRIPS = 3;
/** The part of a strip that its tallest value reaches; the rest keeps the strips apart. */
const FILL = 0.72;

/** A scale whose values lie in one of three strips, the first at the top. */
function strip(index: number): uPlot.Scale {
  return {
    range: (_plot, _min, max) => {
      const height = Math.max(1, max ?? 1) / FILL;
      const below = STRIPS - 1 - index;
      return [-below * height, (STRIPS - below) * height];
    },
  };
}

/** One chart of three strips that share their minutes: viewers, adds, orders. */
export function chartOptions({
  width,
  paints,
  language,
  names,
  most,
  marks,
  onCursor,
}: {
  width: number;
  paints: Paints;
  language: string;
  names: readonly [viewers: string, adds: string, orders: string];
  most(n: string): string;
  marks(): readonly SalesMark[];
  onCursor(at: number | null): void;
}): uPlot.Options {
  const bars = uPlot.paths.bars?.({ size: [0.8, 48], align: 1 });
  const steps = uPlot.paths.stepped?.({ align: 1 });
  return {
    width,
    height: HEIGHT,
    padding: [MARKS_PX, 20, 0, 20],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { x: { time: true }, viewers: strip(0), adds: strip(1), orders: strip(2) },
    axes: [
      {
        stroke: paints.soft,
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
      {
        scale: 'viewers',
        stroke: paints.indigo,
        width: 2,
        fill: paints.indigoWash,
        fillTo: () => 0,
        points: { show: false },
        ...(steps ? { paths: steps } : {}),
      },
      {
        scale: 'adds',
        stroke: paints.clay,
        width: 2,
        points: { show: false },
        ...(steps ? { paths: steps } : {}),
      },
      {
        scale: 'orders',
        stroke: paints.leaf,
        fill: paints.leaf,
        width: 0,
        points: { show: false },
        ...(bars ? { paths: bars } : {}),
      },
    ],
    hooks: {
      drawClear: [(plot) => drawMarks(plot, marks(), paints, MARKS_PX)],
      draw: [(plot) => drawLabels(plot, names, most, paints, language)],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
    },
  };
}

/** Each strip's name and tallest value where the strip stands, in its own colour, instead of a legend. */
function drawLabels(
  plot: uPlot,
  names: readonly string[],
  most: (n: string) => string,
  paints: Paints,
  language: string,
) {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const colours = [paints.indigo, paints.clay, paints.leaf];
  ctx.save();
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  names.forEach((name, index) => {
    const top = bbox.top + (bbox.height / STRIPS) * index;
    const values = plot.data[index + 1] ?? [];
    const tallest = Math.max(0, ...[...values].map((value) => value ?? 0));
    const x = bbox.left + 4 * ratio;
    ctx.font = `600 ${13 * ratio}px ${paints.font}`;
    // A halo of paper keeps the words readable where a line passes behind them.
    ctx.lineWidth = 4 * ratio;
    ctx.strokeStyle = paints.paper;
    ctx.fillStyle = colours[index] ?? paints.ink;
    const words = `${name} · ${most(tallest.toLocaleString(language))}`;
    ctx.strokeText(words, x, top + 4 * ratio);
    ctx.fillText(words, x, top + 4 * ratio);
    const base = top + bbox.height / STRIPS - 0.5;
    ctx.lineWidth = 1;
    ctx.strokeStyle = paints.line;
    ctx.beginPath();
    ctx.moveTo(bbox.left, base);
    ctx.lineTo(bbox.left + bbox.width, base);
    ctx.stroke();
  });
  ctx.restore();
}
