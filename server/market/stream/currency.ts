import type { CurrencyFixedBy } from '../../../shared/market/stream/page.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { type ConsoleReply, consoleReply, ofStream } from '../kernel/console-reply.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';

/**
 * Sells in another currency: while the stream is planned, and nothing in it is an amount of the one before (S9). Else
 * CURRENCY_FIXED with what holds it; a rehearsal has that of its stream (REHEARSAL), one that was cancelled keeps its own
 * (STREAM_CLOSED). The same again → nothing happens.
 */
export function setCurrency(
  state: StreamState,
  { currency }: { currency: string },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  if (state.rehearsalOf !== null) return refused({ code: 'REHEARSAL' });
  if (state.status === 'CANCELLED') return refused({ code: 'STREAM_CLOSED' });
  if (currency === state.currency) return accept([], consoleReply(null, ofStream));
  const fixedBy = currencyFixedBy(state);
  if (fixedBy) return refused({ code: 'CURRENCY_FIXED', by: fixedBy });
  const fact = { type: 'currency_changed' as const, was: state.currency, now: currency, by: by.by };
  return accept([fact], consoleReply(null, ofStream));
}

/** What keeps a stream's currency as it is; null: it may be another one. */
export function currencyFixedBy({
  status,
  items,
  vouchers,
  shipping,
  settings,
}: Readonly<StreamState>): CurrencyFixedBy | null {
  if (status !== 'SCHEDULED') return 'started';
  // One that was removed keeps its number, and its price is told in the log.
  if (items.size > 0) return 'items';
  if (vouchers.size > 0) return 'vouchers';
  const { tables, overseasTables, overseas } = shipping;
  if (tables.size > 0 || overseasTables.size > 0 || overseas) return 'shipping';
  return settings.targetMinor === undefined ? null : 'target';
}
