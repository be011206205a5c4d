import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import type { ChartMark } from './draw-marks.ts';

/** All that is drawn over the minutes: the report's marks, vouchers, and minutes in which somebody was refused. */
export function marksOf(
  { marks }: Pick<SalesReport, 'marks'>,
  { vouchersAtMs, refusedMinutes }: Pick<FloorReport, 'vouchersAtMs' | 'refusedMinutes'>,
): ChartMark[] {
  const at = (kind: 'voucher' | 'refused', fromMs: number, toMs: number): ChartMark => ({
    ...{ kind, itemNumber: null, fromMs, toMs },
  });
  return [
    ...marks,
    ...vouchersAtMs.map((atMs) => at('voucher', atMs, atMs)),
    ...refusedMinutes.map(({ atMs }) => at('refused', atMs, atMs + MINUTE)),
  ];
}
