import { MAX_ITEMS_ASKED } from './bounds.ts';
import type { QuestionsReport } from './contract.ts';

type Count = Pick<QuestionsReport['counts'][number], 'asked' | 'answered'>;

/**
 * What viewers asked about an item, and how much of it was answered. Null: nobody knows, since the chat's log could not be read,
 * or counts no more items apart and has none for this one.
 */
export function questionsAbout(
  report: Pick<QuestionsReport, 'counts' | 'isAway'> | null | undefined,
): (itemNumber: number) => Count | null {
  const counts = new Map(report?.counts.map(({ item, asked, answered }) => [item, { asked, answered }]));
  const isKnown = !!report && !report.isAway && counts.size <= MAX_ITEMS_ASKED;
  return (itemNumber) => counts.get(itemNumber) ?? (isKnown ? { asked: 0, answered: 0 } : null);
}
