const SETTLEMENT = '/admin/settlement';

/** Lines that are overdue, and nothing else. */
export const overdueAddress = `${SETTLEMENT}?show=overdue`;

/** Lines that payouts would pay by the end of a day, `2026-12-04`. */
export const dueAddress = (day: string) => `${SETTLEMENT}?due=${day}`;

/** One payout with its lines. */
export const payoutAddress = (payoutId: string) => `${SETTLEMENT}?payout=${payoutId}`;

/** What an address asks for: the lines due by a day, one payout, lines that are overdue, or the whole page. */
export function shownAt(search: string): { due: string } | { payout: string } | 'overdue' | 'all' {
  const asked = new URLSearchParams(search);
  const due = asked.get('due');
  if (due) return { due };
  const payout = asked.get('payout');
  if (payout) return { payout };
  return asked.get('show') === 'overdue' ? 'overdue' : 'all';
}
