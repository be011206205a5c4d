import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { Grant } from '../../../shared/contract/stream.ts';
import type { HoldPolicy } from '../../../shared/live-view/view.ts';
import { secondNames, secondOrigin } from '../../../shared/values/names.ts';
import type { StreamFact } from '../facts.ts';
import type { By } from '../kernel/by.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply, ofStream } from '../kernel/console-reply.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import type { LineupGood } from '../lineup/decide.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import type { StreamSettings } from './settings.ts';
import { isSelling } from './state.ts';

export interface NewStream {
  slug: string;
  title: string;
  hostId: string;
  hostName: string;
  currency: string;
  holdPolicy: HoldPolicy;
  payments: PaymentMethod[];
  scheduledAtMs: number;
  settings: StreamSettings;
}

/** The first fact of a stream's log. Made already → nothing happens: the making is keyed by the stream's id. */
export function createStream(
  state: StreamState,
  request: NewStream,
  by: ConsoleAt,
): Decision<{ seq: number }> {
  if (state.seq > 0) return accept([], (_after, seq) => ({ seq }));
  return accept([{ type: 'stream_created', ...request, rehearsalOf: null, by: by.by }], (_after, seq) => ({
    seq,
  }));
}

/**
 * The log of a rehearsal (S1): a stream of its own with the lineup, prices and counts of the real one, on sale at
 * once, seen by staff alone. All its numbers are its own.
 */
export function createRehearsal(
  state: StreamState,
  request: { of: Omit<StreamState, 'orders'>; slug: string },
  by: ConsoleAt,
): Decision<{ seq: number }> {
  if (state.seq > 0) return accept([], (_after, seq) => ({ seq }));
  const { of, slug } = request;
  const { title, hostId, hostName, currency, holdPolicy, payments, scheduledAtMs, settings } = of;
  const facts: StreamFact[] = [
    {
      type: 'stream_created',
      slug,
      title,
      hostId,
      hostName,
      currency,
      holdPolicy,
      payments,
      scheduledAtMs,
      settings,
      rehearsalOf: of.streamId,
      by: by.by,
    },
  ];
  for (const item of of.items.values()) {
    facts.push({ type: 'item_added', itemNumber: item.itemNumber, ...goodOf(item), by: by.by });
    const units = item.allotted + item.adjusted;
    if (units > 0) {
      const transferId = `${of.streamId}:${item.itemNumber}`;
      facts.push({ type: 'stock_transferred_in', transferId, itemNumber: item.itemNumber, units });
    }
    if (item.isRemoved) facts.push({ type: 'item_removed', itemNumber: item.itemNumber, by: by.by });
  }
  facts.push({ type: 'lineup_reordered', order: [...of.order], undoes: null, by: by.by });
  for (const [origin, table] of of.shipping.tables) {
    facts.push({ type: 'shipping_set', origin, table, by: by.by });
  }
  facts.push({ type: 'rehearsal_started', by: by.by });
  return accept(facts, (_after, seq) => ({ seq }));
}

/** What going live takes over from the last rehearsal: the order of the bag and the list prices, nothing else (S1). */
export interface Rehearsed {
  order: number[];
  prices: { itemNumber: number; listPriceMinor: number }[];
}

/** SCHEDULED → LIVE. On air already, interrupted or not → nothing happens. */
export function goLive(
  state: StreamState,
  request: { rehearsed: Rehearsed | null },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  if (state.rehearsalOf !== null) return refused({ code: 'REHEARSAL' });
  if (isSelling(state)) return accept([], consoleReply(null, ofStream));
  if (state.status !== 'SCHEDULED') return refused({ code: 'STREAM_CLOSED' });
  const facts = request.rehearsed ? takeOver(state, request.rehearsed, by) : [];
  facts.push({ type: 'stream_went_live', by: by.by });
  return accept(facts, consoleReply(null, ofStream));
}

/** LIVE → ENDED (S3): running flashes end with it; CLOSED follows an hour later (S4). */
export function endStream(state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> {
  if (state.status === 'ENDED' || state.status === 'CLOSED') return accept([], consoleReply(null, ofStream));
  if (state.status !== 'LIVE' && state.status !== 'INTERRUPTED' && state.status !== 'REHEARSAL') {
    return refused({ code: 'STREAM_NOT_LIVE' });
  }
  const facts: StreamFact[] = [];
  for (const flash of state.flashes.values()) {
    if (flash.phase !== 'announced' && flash.phase !== 'running') continue;
    const endedAtMs = Math.min(by.atMs, flash.endsAtMs);
    facts.push({ type: 'flash_sale_ended', flashId: flash.flashId, endedAtMs, reason: 'stream', by: null });
  }
  facts.push({ type: 'stream_ended', closesAtMs: by.atMs + state.settings.closeAfterMs, by: by.by });
  return accept(facts, consoleReply(null, ofStream));
}

/** SCHEDULED → CANCELLED: what was allotted goes back to the warehouse. */
export function cancelStream(state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> {
  if (state.status === 'CANCELLED') return accept([], consoleReply(null, ofStream));
  if (state.status !== 'SCHEDULED') return refused({ code: 'STREAM_CLOSED' });
  const facts: StreamFact[] = [{ type: 'stream_cancelled', by: by.by }, ...returnAll(state, by.ids)];
  return accept(facts, consoleReply(null, ofStream));
}

/** LIVE → INTERRUPTED (S2): commerce goes on. */
export function interruptStream(state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> {
  if (state.status === 'INTERRUPTED') return accept([], consoleReply(null, ofStream));
  if (state.status !== 'LIVE') return refused({ code: 'STREAM_NOT_LIVE' });
  return accept([interruption(by.by)], consoleReply(null, ofStream));
}

/** The fact of an interruption, by somebody or by itself (null) when media stayed away until `dueAtMs` (S2). */
export function interruption(by: By | null, dueAtMs?: number): StreamFact {
  return { type: 'stream_interrupted', by, ...(dueAtMs !== undefined && { dueAtMs }) };
}

/** INTERRUPTED → LIVE (S2). */
export function resumeStream(state: StreamState, _request: object, by: ConsoleAt): Decision<ConsoleReply> {
  if (state.status === 'LIVE') return accept([], consoleReply(null, ofStream));
  if (state.status !== 'INTERRUPTED') return refused({ code: 'STREAM_NOT_LIVE' });
  return accept([{ type: 'stream_resumed', by: by.by }], consoleReply(null, ofStream));
}

/** Says what an assistant may do on this stream (A1); an empty list takes everything away. */
export function grantAssistant(
  _state: StreamState,
  request: { staffId: string; grants: Grant[] },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const { staffId, grants } = request;
  return accept([{ type: 'assistant_granted', staffId, grants, by: by.by }], consoleReply(null, ofStream));
}

/** What is left of every item, moved back to the warehouse (S4, S5). A rehearsal's counts were never real. */
export function returnAll(state: StreamState, ids: { next(): string }): StreamFact[] {
  if (state.rehearsalOf !== null) return [];
  const facts: StreamFact[] = [];
  for (const { itemNumber, productId, available } of state.items.values()) {
    if (available === 0) continue;
    const transferId = ids.next();
    facts.push({ type: 'stock_transferred_out', transferId, itemNumber, productId, units: available });
  }
  return facts;
}

function takeOver(state: StreamState, { order, prices }: Rehearsed, by: ConsoleAt): StreamFact[] {
  const facts: StreamFact[] = [];
  for (const { itemNumber, listPriceMinor } of prices) {
    const item = state.items.get(itemNumber);
    if (!item || item.listPriceMinor === listPriceMinor) continue;
    const wasMinor = item.listPriceMinor;
    facts.push({ type: 'price_changed', itemNumber, wasMinor, nowMinor: listPriceMinor, by: by.by });
  }
  const known = order.filter((itemNumber) => state.order.includes(itemNumber));
  const rest = state.order.filter((itemNumber) => !known.includes(itemNumber));
  const next = [...known, ...rest];
  if (next.some((itemNumber, index) => itemNumber !== state.order[index])) {
    facts.push({ type: 'lineup_reordered', order: next, undoes: null, by: by.by });
  }
  return facts;
}

function goodOf(
  item: Item,
): Omit<LineupGood, 'priceMinor'> & { listPriceMinor: number; buyerLimit: number | null } {
  const {
    productId,
    producerId,
    producer,
    name,
    origin,
    grams,
    picture,
    listPriceMinor,
    floorMinor,
    buyerLimit,
    shipping,
  } = item;
  return {
    productId,
    producerId,
    producer,
    name,
    origin,
    grams,
    picture,
    listPriceMinor,
    floorMinor,
    buyerLimit,
    ...secondNames(item),
    ...secondOrigin(item),
    ...(shipping && { shipping }),
  };
}
