import type uPlot from 'uplot';
import type { SalesMark } from '../../../../shared/contract/sales.ts';
import type { Paints } from './paints.ts';

/** What is drawn over the minutes: the report's own marks, vouchers as they were made, questions as they were answered, and what was refused. */
export type ChartMark =
  | SalesMark
  | { kind: 'voucher'; itemNumber: null; fromMs: number; toMs: number }
  | { kind: 'answer'; itemNumber: number | null; fromMs: number; toMs: number }
  | { kind: 'refused'; buyers: number; itemNumber: null; fromMs: number; toMs: number };

/** Two numbers closer than this would run into each other; the later one is left out, its mark stays. */
const LABEL_GAP_PX = 16;

/**
 * Draws what the floor did as thin marks behind the lines: a pin where it began, a flash as long as it ran, each with
 * its item's number above; a stop, a restock and a break as dashes.
 * @param headPx the height above the strips that belongs to the numbers
 */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], paints: Paints, headPx: number): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const right = bbox.left + bbox.width;
  const xOf = (ms: number) => plot.valToPos(ms / 1_000, 'x', true);
  const bottom = bbox.top + bbox.height;
  const rows = { pin: bbox.top - (headPx - 14) * ratio, flash: bbox.top - 12 * ratio };
  const lastLabel = { pin: Number.NEGATIVE_INFINITY, flash: Number.NEGATIVE_INFINITY };

  const label = (row: 'pin' | 'flash', words: string, x: number, colour: string) => {
    if (x - lastLabel[row] < LABEL_GAP_PX * ratio || x > right) return;
    lastLabel[row] = x + ctx.measureText(words).width / 2;
    ctx.fillStyle = colour;
    ctx.fillText(words, Math.max(x, bbox.left + 6 * ratio), rows[row]);
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
        upright(x, rows.pin + 8 * ratio, paints.line, []);
        label('pin', number, x, paints.soft);
        break;
      case 'flash':
        ctx.fillStyle = paints.persimmon;
        ctx.globalAlpha = 0.1;
        ctx.fillRect(x, bbox.top, Math.max(ratio, end - x), bbox.height);
        ctx.globalAlpha = 1;
        ctx.fillRect(x, bbox.top - 2 * ratio, Math.max(2 * ratio, end - x), 2 * ratio);
        label('flash', `⚡${number}`, (x + end) / 2, paints.persimmon);
        break;
      case 'voucher':
        upright(x, bbox.top, paints.clay, [ratio, 3 * ratio]);
        label('flash', '%', x, paints.clay);
        break;
      case 'answer':
        upright(x, bbox.top, paints.indigo, [ratio, 2 * ratio]);
        label('flash', '?', x, paints.indigo);
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
  ctx.restore();
}
