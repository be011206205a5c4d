import type { CashChoice, CashView } from '../../../shared/market/newcomers/contract.ts';
import type { StreamFact } from '../facts.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { type ConsoleReply, consoleReply, ofItem, ofStream } from '../kernel/console-reply.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { isSame } from './cash.ts';
import { isNetworkOpen } from './network.ts';

/** The fact by which newcomers' cash of a choice is barred; none if it is already (H8). */
export function barFact(
  state: Readonly<StreamState>,
  of: CashChoice,
  itemNumbers: Iterable<number>,
  { by }: ConsoleAt,
): StreamFact[] {
  const isKnown = state.newcomersCash.bars.some((bar) => isSame(bar.of, of));
  return isKnown ? [] : [{ type: 'cash_barred', of, itemNumbers: [...itemNumbers], by }];
}

/** The host lets newcomers pay at the door again; a bar that is not there is no fact. */
export function allowCash(
  state: StreamState,
  { bar }: { bar: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const isThere = state.newcomersCash.bars.some(({ seq }) => seq === bar);
  return accept(isThere ? [{ type: 'cash_allowed', bar, by: by.by }] : [], consoleReply(null, ofStream));
}

/** The host ends the bound on networks for an item, until the next release of it. */
export function openProduct(
  state: StreamState,
  { itemNumber }: { itemNumber: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const item = state.items.get(itemNumber);
  if (!item || item.isRemoved) return refused({ code: 'NOT_IN_LINEUP', itemNumber });
  const facts: StreamFact[] = isNetworkOpen(state, itemNumber)
    ? []
    : [{ type: 'network_bound_lifted', itemNumber, by: by.by }];
  return accept(facts, consoleReply(null, ofItem(itemNumber)));
}

/** What is barred, what alarms, and for which items the bound on networks was ended by hand. */
export function cashOf(state: Readonly<StreamState>): Pick<CashView, 'bars' | 'alarms' | 'open'> {
  const { bars, alarms } = state.newcomersCash;
  return { bars, alarms, open: state.order.filter((itemNumber) => isNetworkOpen(state, itemNumber)) };
}
