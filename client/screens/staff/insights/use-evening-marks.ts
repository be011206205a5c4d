import { useMemo } from 'react';
import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { answerMarks, marksOf } from './chart-marks.ts';
import type { ChartMark } from './draw-marks.ts';
import { useQuestions } from './use-questions.ts';

/** All that stands over an evening's minutes, on each chart of it: until the log was read without what only the log knows. */
export function useEveningMarks(
  slug: string,
  report: Pick<SalesReport, 'marks'>,
  floor: Pick<FloorReport, 'vouchersAtMs' | 'refusedMinutes'> | null,
): readonly ChartMark[] {
  const answered = useQuestions(slug)?.answered;
  return useMemo(() => {
    const told: readonly ChartMark[] = floor ? marksOf(report, floor) : report.marks;
    return [...told, ...answerMarks(answered ?? [])];
  }, [report, floor, answered]);
}
