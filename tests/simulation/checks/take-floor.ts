import type { Fact, FactOf } from '../../../server/market/facts.ts';
import type { Stamp } from '../../../server/market/kernel/stamp.ts';
import type { Complaints } from './complaints.ts';
import type { Ledger } from './ledger.ts';
import type { Offer } from './shelf.ts';
import { spanOf } from './take-bounds.ts';

/** So long a stream stays on without media (S2). */
const GRACE_MS = 10_000;

/** A stop of sale, or its end. */
type SaleFact = Fact<'sale_stopped' | 'sale_resumed'>;

/** Takes a fact of the stream's life. */
export function takeLife(
  ledger: Ledger,
  fact: FactOf<'stream'> | FactOf<'broadcast'>,
  atMs: number,
  complaints: Complaints,
): void {
  const from = (...statuses: string[]) =>
    complaints.expect(statuses.includes(ledger.status), 'S', () => `${fact.type} out of ${ledger.status}`);
  switch (fact.type) {
    case 'stream_created':
      from('');
      ledger.status = 'SCHEDULED';
      ledger.policy = fact.holdPolicy;
      ledger.settings = fact.settings;
      return;
    case 'rehearsal_started':
      from('SCHEDULED');
      ledger.status = 'REHEARSAL';
      return;
    case 'currency_changed':
      from('SCHEDULED');
      return;
    case 'stream_described':
      complaints.expect(ledger.status !== 'CANCELLED', 'S', () => `${fact.type} out of ${ledger.status}`);
      return;
    case 'stream_went_live':
      from('SCHEDULED');
      ledger.status = 'LIVE';
      for (const itemNumber of ledger.shelves.keys()) startFirstTime(ledger, itemNumber, atMs);
      return;
    case 'stream_interrupted': {
      from('LIVE');
      ledger.status = 'INTERRUPTED';
      const { media } = ledger;
      const setMs = typeof media === 'object' ? media.interruptsAtMs : null;
      // Somebody asked for it, or it is the end of a silence that the log knows.
      const isMeant =
        fact.by === null ? setMs !== null && setMs === fact.dueAtMs : fact.dueAtMs === undefined;
      complaints.expect(
        isMeant,
        'S2',
        () => `interrupted by ${fact.by?.staffId} at ${fact.dueAtMs}, set ${setMs}`,
      );
      return;
    }
    case 'stream_resumed':
      from('INTERRUPTED');
      ledger.status = 'LIVE';
      complaints.expect(
        fact.by !== null || ledger.media === 'flowing',
        'S2',
        () => 'resumed by nobody, without media',
      );
      // The same silence does not interrupt what a host has resumed.
      if (ledger.media !== 'flowing') ledger.media = 'none';
      return;
    case 'media_started':
      from('LIVE', 'INTERRUPTED');
      complaints.expect(ledger.media !== 'flowing', 'S2', () => 'media began twice');
      ledger.media = 'flowing';
      return;
    case 'media_stopped': {
      from('LIVE', 'INTERRUPTED');
      complaints.expect(ledger.media === 'flowing', 'S2', () => 'media stopped that did not flow');
      const inMs = fact.dueAtMs - ledger.atMs;
      complaints.expect(inMs > 0 && inMs <= GRACE_MS, 'S2', () => `a silence interrupts in ${inMs} ms`);
      ledger.media = { interruptsAtMs: fact.dueAtMs };
      return;
    }
    case 'stream_ended':
      from('LIVE', 'INTERRUPTED', 'REHEARSAL');
      ledger.status = 'ENDED';
      ledger.endedAtMs = ledger.atMs;
      ledger.closesAtMs = fact.closesAtMs;
      for (const { flashId, phase } of ledger.offers.values()) {
        const isOver = phase === 'over' || phase === 'undone';
        complaints.expect(isOver, 'S3', () => `flash ${flashId} is ${phase} at the end of the stream`);
      }
      return;
    case 'stream_cancelled':
      from('SCHEDULED');
      ledger.status = 'CANCELLED';
      return;
    case 'stream_closed':
      from('ENDED');
      ledger.status = 'CLOSED';
      ledger.closedAtMs = ledger.atMs;
      return;
    case 'assistant_granted':
    case 'selling_resumed':
    case 'ingest_key_made':
    case 'ingest_key_revoked':
    case 'media_home_set':
    case 'playback_url_set':
    case 'recording_started':
    case 'recording_stopped':
      return;
    case 'selling_paused':
      complaints.add('S6', `selling was paused: ${fact.found}`);
      return;
  }
}

/** Takes a fact of the lineup. */
export function takeLineup(
  ledger: Ledger,
  fact: FactOf<'lineup'> | SaleFact,
  { seq, atMs }: Stamp,
  complaints: Complaints,
): void {
  switch (fact.type) {
    case 'item_added':
      complaints.expect(
        fact.itemNumber === ledger.shelves.size + 1,
        'L1',
        () => `number ${fact.itemNumber} was given after ${ledger.shelves.size}`,
      );
      ledger.shelves.set(fact.itemNumber, {
        itemNumber: fact.itemNumber,
        ...{ total: 0, available: 0, held: 0, unpaid: 0, sold: 0 },
        listMinor: fact.listPriceMinor,
        producerId: fact.producerId,
        shareBps: fact.shareBps ?? ledger.settings!.shareBps,
        reserve: fact.reserve ?? null,
        floorMinor: fact.floorMinor,
        limit: fact.buyerLimit,
        ...{ isRemoved: false, isStopped: false, stoppedBy: null, version: seq, promotion: null },
      });
      ledger.grams.set(fact.itemNumber, fact.grams);
      if (fact.shipping) ledger.fees.set(fact.itemNumber, fact.shipping);
      return;
    case 'item_removed': {
      const active = ledger.activeOffer(fact.itemNumber);
      complaints.expect(active === null, 'L3', () => `item ${fact.itemNumber} removed during its flash`);
      ledger.shelf(fact.itemNumber).isRemoved = true;
      return;
    }
    case 'price_changed': {
      const shelf = ledger.shelf(fact.itemNumber);
      complaints.expect(shelf.listMinor === fact.wasMinor, 'F4', () => `price was not ${fact.wasMinor}`);
      shelf.listMinor = fact.nowMinor;
      for (const kept of ledger.kept.values()) {
        if (kept.itemNumber !== fact.itemNumber || kept.flashId !== null) continue;
        kept.priceMinor = Math.min(kept.priceMinor, fact.nowMinor);
      }
      return;
    }
    case 'buyer_limit_changed':
      ledger.shelf(fact.itemNumber).limit = fact.buyerLimit;
      return;
    case 'sale_stopped':
    case 'sale_resumed': {
      const shelf = ledger.shelf(fact.itemNumber);
      shelf.isStopped = fact.type === 'sale_stopped';
      if (fact.type === 'sale_resumed') startFirstTime(ledger, fact.itemNumber, atMs);
      shelf.stoppedBy = null;
      return;
    }
    default:
  }
}

/** Takes a fact of the stock that a person or the warehouse made. */
export function takeStock(
  ledger: Ledger,
  fact: Exclude<FactOf<'stock'>, SaleFact | { type: 'transfer_voided' }>,
  atMs: number,
  complaints: Complaints,
): void {
  if (fact.type === 'stock_transferred_in') {
    const { transferId } = fact;
    const isFresh = !ledger.arrived.has(transferId) && !ledger.voided.has(transferId);
    complaints.expect(isFresh, 'S5', () => `transfer ${transferId} came in twice, or after it was given up`);
    ledger.arrived.add(transferId);
  }
  const shelf = ledger.shelf(fact.itemNumber);
  const units = fact.type === 'stock_adjusted' ? fact.delta : fact.units;
  const change = fact.type === 'stock_transferred_out' ? -units : units;
  if (change > 0) startFirstTime(ledger, fact.itemNumber, atMs);
  shelf.total += change;
  shelf.available += change;
}

/** Takes a fact of a flash price, and judges it by F1 and F2. */
export function takeFlash(ledger: Ledger, fact: FactOf<'flashSale'>, complaints: Complaints): void {
  if (fact.type === 'flash_sale_announced') {
    announced(ledger, fact, complaints);
    return;
  }
  const offer = ledger.offer(fact.flashId)!;
  switch (fact.type) {
    case 'flash_sale_edited': {
      if (offer.phase === 'running') {
        const isAllowed =
          fact.priceMinor === offer.priceMinor &&
          fact.startsAtMs === offer.startsAtMs &&
          fact.cap >= offer.cap &&
          fact.perBuyerCap >= offer.perBuyer &&
          fact.endsAtMs <= offer.endsAtMs;
        complaints.expect(isAllowed, 'F2', () => `flash ${fact.flashId} edited while it runs`);
      } else complaints.expect(offer.phase === 'announced', 'F2', () => `${fact.flashId} is ${offer.phase}`);
      offer.free += fact.cap - offer.cap;
      offer.cap = fact.cap;
      offer.priceMinor = fact.priceMinor;
      offer.startsAtMs = fact.startsAtMs;
      offer.endsAtMs = fact.endsAtMs;
      offer.perBuyer = fact.perBuyerCap;
      return;
    }
    case 'flash_sale_started':
      complaints.expect(
        offer.phase === 'announced' && fact.dueAtMs === offer.startsAtMs,
        'F5',
        () => `flash ${fact.flashId} started ${fact.dueAtMs}, planned ${offer.startsAtMs}`,
      );
      offer.phase = 'running';
      ledger.noteBounded(offer.itemNumber, null, offer.startsAtMs + spanOf(ledger, offer.flashId));
      return;
    case 'flash_sale_ended': {
      complaints.expect(
        fact.endedAtMs <= offer.endsAtMs && (fact.reason !== 'due' || fact.endedAtMs === offer.endsAtMs),
        'F2',
        () => `flash ${fact.flashId} ended ${fact.endedAtMs}, planned ${offer.endsAtMs}`,
      );
      const shelf = ledger.shelf(offer.itemNumber);
      if (offer.afterEnd === 'off' && offer.phase === 'running' && !shelf.isStopped) {
        shelf.isStopped = true;
        shelf.stoppedBy = offer.flashId;
      }
      offer.phase = 'over';
      offer.overSinceMs = ledger.committedAtMs;
      offer.endsAtMs = fact.endedAtMs;
      return;
    }
    case 'flash_sale_undone':
      complaints.expect(
        offer.free === offer.cap && offer.phase !== 'over',
        'L5',
        () => `flash ${fact.flashId} undone with ${offer.free} of ${offer.cap} free`,
      );
      offer.phase = 'undone';
      return;
  }
}

function announced(ledger: Ledger, fact: Fact<'flash_sale_announced'>, complaints: Complaints): void {
  const shelf = ledger.shelf(fact.itemNumber);
  const lengthMs = fact.endsAtMs - fact.startsAtMs;
  const isValid =
    fact.priceMinor > 0 &&
    fact.priceMinor < shelf.listMinor &&
    lengthMs >= 10_000 &&
    lengthMs <= 3_600_000 &&
    fact.cap >= 1 &&
    fact.cap <= shelf.available + shelf.held &&
    fact.perBuyerCap >= 1 &&
    ledger.activeOffer(fact.itemNumber) === null &&
    !shelf.isRemoved &&
    ledger.isSelling;
  complaints.expect(isValid, 'F1', () => `flash ${fact.flashId}: ${JSON.stringify(fact)}`);
  complaints.expect(
    fact.priceMinor >= shelf.floorMinor || fact.floorConsent,
    'F1',
    () => `flash ${fact.flashId} below a floor without a consent`,
  );
  const offer: Offer = {
    flashId: fact.flashId,
    itemNumber: fact.itemNumber,
    priceMinor: fact.priceMinor,
    startsAtMs: fact.startsAtMs,
    endsAtMs: fact.endsAtMs,
    cap: fact.cap,
    perBuyer: fact.perBuyerCap,
    afterEnd: fact.afterEnd,
    phase: 'announced',
    overSinceMs: Number.POSITIVE_INFINITY,
    free: fact.cap,
    ...{ lapsed: 0, held: 0, unpaid: 0, sold: 0 },
  };
  ledger.offers.set(fact.flashId, offer);
}

/** H8: an item was put on sale, resumed, restocked or released: newcomers of every network are bounded for a while. */
export function startFirstTime(ledger: Ledger, itemNumber: number, atMs: number): void {
  const untilMs = atMs + spanOf(ledger, null);
  ledger.firstTimes.set(itemNumber, untilMs);
  ledger.noteBounded(itemNumber, null, untilMs);
}
