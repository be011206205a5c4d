import type { StreamFact } from '../../server/market/facts.ts';
import { buyerIdNow } from '../../server/market/kernel/buyers.ts';
import { nothingInvalidated } from '../../server/market/kernel/invalidated.ts';
import { consoleFrame, consoleKeys, invalidate, privateView } from '../../server/market/market.ts';
import type { StreamState } from '../../server/market/state.ts';
import { type ConsolePart, consoleParts } from '../../shared/contract/console-parts.ts';

const parts = Object.keys(consoleParts) as ConsolePart[];

/** What the buyers and the console are shown; whoever is shown something new must be among those told, and whoever a fact names has a record. */
export class Rooms {
  private shown: Map<string, string>;

  constructor(state: StreamState) {
    this.shown = shownBy(state);
  }

  /** @returns who was shown something new by a fact and is not told of it, or is named by it and has no record (`buyerOf`): a merge would pass him over */
  hears(state: StreamState, fact: StreamFact): string[] {
    const changed = nothingInvalidated();
    invalidate(changed, state, fact);
    const told = new Set([
      ...[...changed.buyers].flatMap((buyerId) => buyerEntries(state, buyerId).map(([entry]) => entry)),
      ...parts.flatMap((part) => consoleKeys(changed)[part].map((key) => `${part} ${key}`)),
    ]);
    const now = shownBy(state);
    const missed = [...now].filter(([who, what]) => this.shown.get(who) !== what && !told.has(who));
    this.shown = now;
    return [...missed.map(([who]) => who), ...withoutRecord(state, fact)];
  }
}

function withoutRecord(state: StreamState, fact: StreamFact): string[] {
  const { buyerId } = fact as { buyerId?: string };
  if (buyerId === undefined || state.buyers.has(buyerIdNow(state, buyerId))) return [];
  return [`buyer ${buyerId} has no record`];
}

function shownBy(state: StreamState): Map<string, string> {
  const shown = new Map<string, string>();
  for (const buyerId of state.buyers.keys()) {
    for (const [entry, text] of buyerEntries(state, buyerId)) shown.set(entry, text);
  }
  const frame = consoleFrame(state, '');
  for (const part of parts) {
    for (const value of frame[part]) shown.set(`${part} ${keyOf(part, value)}`, JSON.stringify(value));
  }
  return shown;
}

function keyOf(part: ConsolePart, value: object): unknown {
  return value[consoleParts[part] as keyof typeof value];
}

/** A buyer's own part and each of its orders: one that is forgotten changes nothing that a screen shows. */
function buyerEntries(state: StreamState, buyerId: string): [string, string][] {
  const { seq: _place, orders, ...own } = privateView(state, buyerId, true);
  return [
    [`buyer ${buyerId}`, JSON.stringify(own)],
    ...orders.map((order): [string, string] => [`buyer ${buyerId}, ${order.orderId}`, JSON.stringify(order)]),
  ];
}
