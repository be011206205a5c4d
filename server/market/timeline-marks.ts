import type { MarkRow } from '../ports/rows.ts';
import type { StreamFact } from './facts.ts';
import type { Stamp } from './kernel/stamp.ts';
import type { Pin } from './lineup/state.ts';
import type { StreamState } from './state.ts';

/**
 * Marks on a stream's timeline: pins, flashes, stops, restocks, outages. A mark is named by the seq that opened it and
 * is written again when its end is known.
 */
export class TimelineMarks {
  readonly rows = new Map<string, MarkRow>();
  private pins: Pin[];
  private readonly stops = new Map<number, { seq: number; atMs: number }>();
  private interruption: { seq: number; atMs: number } | null;
  private readonly streamId: string;

  constructor(state: StreamState) {
    this.streamId = state.streamId;
    this.pins = [...pinsShown(state)];
    this.interruption = state.interruption;
    for (const item of state.items.values()) {
      if (item.stop) this.stops.set(item.itemNumber, item.stop);
    }
  }

  /** Called after the fact was applied. */
  note(state: StreamState, fact: StreamFact, { seq, atMs }: Stamp): void {
    switch (fact.type) {
      case 'item_pinned':
      case 'item_unpinned':
      case 'pins_restored':
        this.followPins(pinsShown(state), atMs);
        return;
      case 'stream_ended':
        this.followPins([], atMs);
        this.followInterruption(null, atMs);
        return;
      case 'stream_interrupted':
      case 'stream_resumed':
        this.followInterruption(state.interruption, atMs);
        return;
      case 'flash_sale_announced':
      case 'flash_sale_edited':
      case 'flash_sale_ended':
      case 'flash_sale_undone':
        this.flash(state, fact.flashId, atMs);
        return;
      case 'sale_stopped':
        this.stops.set(fact.itemNumber, { seq, atMs });
        this.put(seq, 'stop', fact.itemNumber, atMs, null);
        return;
      case 'sale_resumed': {
        const stop = this.stops.get(fact.itemNumber);
        if (stop) this.put(stop.seq, 'stop', fact.itemNumber, stop.atMs, atMs);
        this.stops.delete(fact.itemNumber);
        return;
      }
      case 'stock_adjusted':
        if (fact.delta > 0) this.put(seq, 'restock', fact.itemNumber, atMs, atMs);
        return;
      default:
    }
  }

  private followPins(pins: readonly Pin[], atMs: number): void {
    for (const pin of this.pins) {
      if (!pins.some(({ seq }) => seq === pin.seq))
        this.put(pin.seq, 'pin', pin.itemNumber, pin.sinceMs, atMs);
    }
    for (const pin of pins) {
      const isKnown = this.pins.some(({ seq }) => seq === pin.seq);
      if (!isKnown) this.put(pin.seq, 'pin', pin.itemNumber, pin.sinceMs, null);
    }
    this.pins = [...pins];
  }

  private followInterruption(next: { seq: number; atMs: number } | null, atMs: number): void {
    const last = this.interruption;
    if (last) this.put(last.seq, 'interrupted', null, last.atMs, atMs);
    if (next) this.put(next.seq, 'interrupted', null, next.atMs, null);
    this.interruption = next;
  }

  private flash(state: StreamState, flashId: string, atMs: number): void {
    const flash = state.flashes.get(flashId);
    if (!flash) return;
    const { announcedSeq, itemNumber, startsAtMs, endsAtMs, phase } = flash;
    const toMs = phase === 'undone' ? atMs : endsAtMs;
    this.put(announcedSeq, 'flash', itemNumber, startsAtMs, Math.max(startsAtMs, toMs));
  }

  private put(
    seq: number,
    kind: MarkRow['kind'],
    itemNumber: number | null,
    fromMs: number,
    toMs: number | null,
  ): void {
    this.rows.set(`${kind} ${seq}`, { streamId: this.streamId, seq, kind, itemNumber, fromMs, toMs });
  }
}

/** Pins explain sales as long as there are any: what is pinned after the end leaves no mark. */
function pinsShown(state: StreamState): readonly Pin[] {
  return state.endedAtMs === null ? state.pins : [];
}
