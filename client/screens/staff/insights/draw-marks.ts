import type uPlot from 'uplot';
import type { SalesMark } from '../../../../shared/contract/sales.ts';
import { grouped, type MarkLabel, placeLabels } from './mark-labels.ts';
import type { Paints } from './paints.ts';

/** What is drawn over the minutes: the report's own marks, vouchers as they were made, questions as they were answered, and what was refused. */
export type ChartMark =
  | SalesMark
  | { kind: 'voucher'; itemNumber: null; fromMs: number; toMs: number }
  | { kind: 'answer'; itemNumber: number | null; fromMs: number; toMs: number }
  | { kind: 'refused'; buyers: number; itemNumber: null; fromMs: number; toMs: number };

/** Rows of words above the strips, from the top: each is of its own kind, so that no kind takes another's room. */
const labelRows = ['pin', 'offer', 'answer'] as const;
type LabelRow = (typeof labelRows)[number];

const ROW_PX = 15;
/** Below the last row stands the head of the line at an instant. */
const FOOT_PX = 14;
/** The height above the strips that belongs to the rows. */
export const MARKS_PX = FOOT_PX + (labelRows.length - 1) * ROW_PX + 8;

/** Words stand this far apart, and at most so far beside their mark. */
const GAP_PX = 4;
const BESIDE_PX = 8;
/** Pins nearer than this stand as one group. */
const GROUPED_PX = 14;

/**
 * Draws what the floor did as thin marks behind the lines: a pin where it began, a flash as long as it ran, each with its
 * item's number above, and pins that stand close together as one band with how many they are; a voucher and an answer as dots, a stop, a restock and a break as dashes.
 */
export function drawMarks(
  plot: uPlot,
  marks: readonly ChartMark[],
  paints: Paints,
  sayPins: (n: number) => string,
): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const right = bbox.left + bbox.width;
  const xOf = (ms: number) => plot.valToPos(ms / 1_000, 'x', true);
  const bottom = bbox.top + bbox.height;
  const yOf = (row: LabelRow) =>
    bbox.top - (FOOT_PX + (labelRows.length - 1 - labelRows.indexOf(row)) * ROW_PX) * ratio;
  const pins: { x: number; number: string }[] = [];
  const labels: Record<LabelRow, MarkLabel[]> = { pin: [], offer: [], answer: [] };

  const label = (row: LabelRow, words: string, colour: string, atX: number, untilX = atX) => {
    const { width } = ctx.measureText(words);
    labels[row].push({ words, colour, width, atX, untilX: untilX + BESIDE_PX * ratio });
  };
  const upright = (x: number, from: number, colour: string, dash: number[]) => {
    ctx.setLineDash(dash);
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(x, from);
    ctx.lineTo(x, bottom);
    ctx.stroke();
    ctx.setLineDash([]);
  };

  ctx.save();
  ctx.lineWidth = ratio;
  ctx.font = `600 ${12 * ratio}px ${paints.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const mark of [...marks].sort((a, b) => a.fromMs - b.fromMs)) {
    const x = Math.max(bbox.left, xOf(mark.fromMs));
    const end = mark.toMs === null ? right : Math.min(right, xOf(mark.toMs));
    // What was over before the part that is drawn, or begins after it.
    if (x > right || end < bbox.left) continue;
    const number = mark.itemNumber === null ? '' : String(mark.itemNumber);
    switch (mark.kind) {
      case 'pin':
        if (xOf(mark.fromMs) >= bbox.left) pins.push({ x, number });
        break;
      case 'flash':
        ctx.fillStyle = paints.persimmon;
        ctx.globalAlpha = 0.1;
        ctx.fillRect(x, bbox.top, Math.max(ratio, end - x), bbox.height);
        ctx.globalAlpha = 1;
        ctx.fillRect(x, bbox.top - 2 * ratio, Math.max(2 * ratio, end - x), 2 * ratio);
        label('offer', `⚡${number}`, paints.persimmon, (x + end) / 2, end);
        break;
      case 'voucher':
        upright(x, bbox.top, paints.clay, [ratio, 3 * ratio]);
        label('offer', '%', paints.clay, x);
        break;
      case 'answer':
        upright(x, bbox.top, paints.indigo, [ratio, 2 * ratio]);
        label('answer', '?', paints.indigo, x);
        break;
      case 'refused':
        ctx.fillStyle = paints.red;
        ctx.fillRect(x, bottom - 3 * ratio, Math.max(ratio, end - x), 3 * ratio);
        break;
      case 'interrupted':
        ctx.fillStyle = paints.line;
        ctx.fillRect(x, bbox.top, Math.max(ratio, end - x), bbox.height);
        break;
      case 'stop':
      case 'restock':
        upright(x, bbox.top, paints.soft, [3 * ratio, 3 * ratio]);
        break;
    }
  }
  for (const group of grouped(pins, GROUPED_PX * ratio)) {
    const [first, last] = [group[0]!.x, group.at(-1)!.x];
    const top = yOf('pin') + 8 * ratio;
    if (group.length === 1) {
      upright(first, top, paints.line, []);
      label('pin', group[0]!.number, paints.soft, first);
      continue;
    }
    upright(first, top, paints.line, []);
    upright(last, top, paints.line, []);
    ctx.fillStyle = paints.line;
    ctx.fillRect(first, top, last - first, 2 * ratio);
    label('pin', sayPins(group.length), paints.soft, (first + last) / 2, last);
  }
  // A halo of paper keeps the words readable where the mark of another row passes behind them.
  ctx.lineWidth = 3 * ratio;
  ctx.strokeStyle = paints.paper;
  for (const row of labelRows) {
    for (const { words, colour, x } of placeLabels(labels[row], {
      ...{ left: bbox.left, right, gap: GAP_PX * ratio },
    })) {
      ctx.strokeText(words, x, yOf(row));
      ctx.fillStyle = colour;
      ctx.fillText(words, x, yOf(row));
    }
  }
  ctx.restore();
}
