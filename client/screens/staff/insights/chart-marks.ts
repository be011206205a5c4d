import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import type { AnsweredQuestion } from '../../../../shared/market/chat/contract.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import type { ChartMark } from './draw-marks.ts';

/** Questions as the host answered them, by voice or in writing (N6). */
export function answerMarks(answered: readonly Pick<AnsweredQuestion, 'atMs' | 'item'>[]): ChartMark[] {
  return answered.map(({ atMs, item = null }) => ({
    ...{ kind: 'answer' as const, itemNumber: item, fromMs: atMs, toMs: atMs },
  }));
}

/** All that is drawn over the minutes: the report's marks, vouchers, and minutes in which somebody was refused. */
export function marksOf(
  { marks }: Pick<SalesReport, 'marks'>,
  { vouchersAtMs, refusedMinutes }: Pick<FloorReport, 'vouchersAtMs' | 'refusedMinutes'>,
): ChartMark[] {
  return [
    ...marks,
    ...vouchersAtMs.map((atMs) => ({
      ...{ kind: 'voucher' as const, itemNumber: null, fromMs: atMs, toMs: atMs },
    })),
    ...refusedMinutes.map(({ atMs, buyers }) => ({
      ...{ kind: 'refused' as const, buyers, itemNumber: null, fromMs: atMs, toMs: atMs + MINUTE },
    })),
  ];
}
