import { hash } from 'node:crypto';
import type { StoredFact } from '../../../server/event-log/ports/store.ts';
import type { StreamFact } from '../../../server/market/facts.ts';
import type { MarketBatch } from '../../../server/ports/rows.ts';
import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import { Ledger } from './ledger.ts';
import { judgeRows } from './rows.ts';
import { takeCart, takeMerge } from './take-cart.ts';
import { takeFlash, takeLife, takeLineup, takeStock } from './take-floor.ts';
import { takeOrder } from './take-order.ts';
import { takeCredit } from './take-shipping.ts';
import { takeVoucher } from './take-voucher.ts';
import { takeWaitlist } from './take-waitlist.ts';

/** Where the judge looks up what clients wrote down. */
export interface Journals {
  /** What was sent under a key by anybody whom these ids name, or null. */
  asked(buyerId: string, key: string): Asked | null;
}

/** Where an accepted key stands. */
export interface Place {
  buyerId: string;
  seq: number;
  /** World time of the commit. */
  atMs: number;
  /** There was nothing to do: no fact tells of it. */
  isEmpty: boolean;
}

/** Follows one stream's log as the store commits it, and judges each fact by the facts before it. */
export class Judge {
  readonly ledger: Ledger;
  private readonly complaints: Complaints;
  private readonly journals: Journals;
  private hash = '0'.repeat(64);
  /** Told after each fact. */
  onFact: () => void = () => {};
  /** Keys that were accepted, and where. */
  readonly keys = new Map<string, Place[]>();
  /** The facts themselves, each read once. */
  readonly facts: StreamFact[] = [];

  constructor(streamId: string, complaints: Complaints, journals: Journals) {
    this.ledger = new Ledger(streamId);
    this.complaints = complaints;
    this.journals = journals;
  }

  /** Takes a batch that the store has committed. */
  committed(batch: MarketBatch, nowMs: number): void {
    const { complaints, ledger } = this;
    // Refusals alone are counted beside the log, wherever it stands by then (K4).
    const isOfTheLog = batch.facts.length > 0 || batch.keys.length > 0;
    complaints.expect(
      !isOfTheLog || batch.from === ledger.seq,
      'INV12',
      () => `a batch from ${batch.from} at ${ledger.seq}`,
    );
    for (const stored of batch.facts) this.take(stored, batch);
    const accepted = batch.keys.filter(isAccepted);
    for (const { key, seq, actorId: buyerId } of accepted) {
      const known = this.keys.get(key) ?? [];
      const isNew = known.every((other) => ledger.who(other.buyerId) !== ledger.who(buyerId));
      complaints.expect(isNew, 'INV6', () => `key ${key} of ${buyerId} was accepted twice`);
      const first = accepted.find((other) => other.seq === seq);
      const isEmpty =
        first?.key !== key || !batch.facts.some((fact) => fact.seq === seq && !isDeadline(fact));
      this.keys.set(key, [...known, { buyerId, seq, atMs: nowMs, isEmpty }]);
    }
    judgeRows(ledger, batch.effects.rows, complaints);
  }

  private take(stored: StoredFact, batch: MarketBatch): void {
    const { complaints, ledger } = this;
    this.hash = hash('sha256', this.hash + stored.body, 'hex');
    complaints.expect(stored.hash === this.hash, 'INV19', () => `the chain breaks at ${stored.seq}`);
    const { type, body } = JSON.parse(stored.body);
    body.type = type;
    const fact = body as StreamFact;
    this.facts.push(fact);
    try {
      ledger.stamped(complaints, fact, stored);
      this.count(fact, stored, this.askedFor(fact, stored.seq, batch));
    } catch (error) {
      complaints.add('INV19', `${fact.type} at ${stored.seq} cannot be counted: ${error}`);
    }
    ledger.judge(complaints);
    this.onFact();
  }

  private count(fact: StreamFact, stamp: StoredFact, asked: Asked | null): void {
    const { ledger, complaints } = this;
    switch (fact.type) {
      case 'stream_created':
      case 'rehearsal_started':
      case 'stream_went_live':
      case 'stream_interrupted':
      case 'stream_resumed':
      case 'stream_ended':
      case 'stream_cancelled':
      case 'stream_closed':
      case 'assistant_granted':
      case 'selling_paused':
      case 'selling_resumed':
      case 'media_started':
      case 'media_stopped':
      case 'ingest_key_made':
      case 'ingest_key_revoked':
      case 'media_home_set':
      case 'playback_url_set':
      case 'recording_started':
      case 'recording_stopped':
      case 'stream_described':
        takeLife(ledger, fact, complaints);
        return;
      case 'item_added':
      case 'item_removed':
      case 'lineup_reordered':
      case 'item_pinned':
      case 'item_unpinned':
      case 'pins_restored':
      case 'price_changed':
      case 'buyer_limit_changed':
      case 'sale_stopped':
      case 'sale_resumed':
        takeLineup(ledger, fact, stamp, complaints);
        return;
      case 'flash_sale_announced':
      case 'flash_sale_edited':
      case 'flash_sale_started':
      case 'flash_sale_ended':
      case 'flash_sale_undone':
        takeFlash(ledger, fact, complaints);
        return;
      case 'stock_transferred_in':
      case 'stock_transferred_out':
      case 'stock_adjusted':
        takeStock(ledger, fact, complaints);
        return;
      case 'bounds_set':
        ledger.settings = { ...ledger.settings!, ...fact.bounds };
        return;
      case 'overseas_set':
        ledger.abroad = fact.overseas;
        return;
      case 'shipping_set':
        if (fact.isOverseas) ledger.abroadTable = fact.table;
        else ledger.sendingTable = fact.table;
        return;
      case 'voucher_created':
      case 'voucher_edited':
      case 'voucher_ended':
      case 'promotion_set':
        takeVoucher(ledger, fact, stamp.atMs, complaints);
        return;
      case 'transfer_voided':
        ledger.voided.add(fact.transferId);
        return;
      case 'cart_added':
      case 'cart_removed':
      case 'hold_expired':
        takeCart(ledger, fact, stamp.atMs, asked, complaints);
        return;
      case 'waitlist_joined':
      case 'waitlist_left':
      case 'waitlist_offered':
      case 'offer_declined':
      case 'offer_expired':
      case 'waitlist_ended':
        takeWaitlist(ledger, fact, stamp.atMs, asked, complaints);
        return;
      case 'buyers_merged':
        takeMerge(ledger, fact, complaints);
        return;
      case 'shipment_packed':
      case 'shipment_shipped':
      case 'shipment_delivered':
      case 'shipment_lost':
      case 'shipment_returned':
      case 'claim_opened':
      case 'claim_decided':
      case 'order_completed':
        // What comes after the sale moves no unit that is counted here (K1).
        return;
      case 'shipping_credited':
        takeCredit(ledger, fact, complaints);
        return;
      default:
        takeOrder(ledger, fact, stamp, asked, complaints);
    }
  }

  /** What somebody asked for that led to this fact: the first key of the batch whose answer stands at it or behind it. */
  private askedFor(fact: StreamFact, seq: number, batch: MarketBatch): Asked | null {
    if (!asks.has(fact.type)) return null;
    let found: MarketBatch['keys'][number] | null = null;
    for (const key of batch.keys.filter(isAccepted))
      if (key.seq >= seq && (!found || key.seq < found.seq)) found = key;
    return found && this.journals.asked(found.actorId, found.key);
  }
}

/** A no may be written down as well (I2). */
function isAccepted({ reply }: MarketBatch['keys'][number]): boolean {
  return !('refused' in JSON.parse(reply));
}

/** What nobody has unless they asked for it. */
const asks: ReadonlySet<string> = new Set(['cart_added', 'order_placed', 'waitlist_joined']);

/** What no command makes: deadlines, and offers to those who wait. */
const byThemselves: ReadonlySet<string> = new Set([
  'flash_sale_started',
  'hold_expired',
  'order_expired',
  'waitlist_offered',
  'offer_expired',
  'waitlist_ended',
  'stream_closed',
]);

function isDeadline({ type }: StoredFact): boolean {
  return byThemselves.has(type);
}
