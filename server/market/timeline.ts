import type { Channel } from '../../shared/values/channel.ts';
import type { AdderRow, MarkRow, MinuteRow, Rows } from '../ports/rows.ts';
import type { Stamp } from './kernel/stamp.ts';
import type { Pin } from './lineup/state.ts';
import type { StreamState } from './state.ts';

const MINUTE_MS = 60_000;

/**
 * What a batch adds to a stream's timeline: counts by the minute, who wanted what, and marks: pins, flashes, stops, restocks,
 * outages. A mark is named by the seq that opened it and is written again when its end is known. Capabilities call it
 * after their facts were applied.
 */
export class Timeline {
  private readonly minutes = new Map<number, MinuteRow>();
  private readonly adders = new Map<string, AdderRow>();
  private readonly marks = new Map<string, MarkRow>();
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

  count(atMs: number, what: 'adds' | 'placed' | 'paid'): void {
    const minute = Math.floor(atMs / MINUTE_MS);
    let row = this.minutes.get(minute);
    if (!row) {
      row = { streamId: this.streamId, minute, adds: 0, placed: 0, paid: 0 };
      this.minutes.set(minute, row);
    }
    row[what] += 1;
  }

  /** Somebody wanted an item, brought by this channel. */
  addAdder(itemNumber: number, buyerId: string, channel: Channel): void {
    const { streamId } = this;
    this.adders.set(`${buyerId} ${itemNumber} ${channel}`, { streamId, itemNumber, buyerId, channel });
  }

  stopped(itemNumber: number, { seq, atMs }: Stamp): void {
    this.stops.set(itemNumber, { seq, atMs });
    this.put(seq, 'stop', itemNumber, atMs, null);
  }

  resumed(itemNumber: number, atMs: number): void {
    const stop = this.stops.get(itemNumber);
    if (stop) this.put(stop.seq, 'stop', itemNumber, stop.atMs, atMs);
    this.stops.delete(itemNumber);
  }

  restocked(itemNumber: number, { seq, atMs }: Stamp): void {
    this.put(seq, 'restock', itemNumber, atMs, atMs);
  }

  /** Pins explain sales as long as there are any: what is pinned after the end leaves no mark. */
  followPins(state: StreamState, atMs: number): void {
    const pins = pinsShown(state);
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

  followInterruption({ interruption: next }: StreamState, atMs: number): void {
    const last = this.interruption;
    if (last) this.put(last.seq, 'interrupted', null, last.atMs, atMs);
    if (next) this.put(next.seq, 'interrupted', null, next.atMs, null);
    this.interruption = next;
  }

  followFlash(state: StreamState, flashId: string, atMs: number): void {
    const flash = state.flashes.get(flashId);
    if (!flash) return;
    const { announcedSeq, itemNumber, startsAtMs, endsAtMs, phase } = flash;
    const toMs = phase === 'undone' ? atMs : endsAtMs;
    this.put(announcedSeq, 'flash', itemNumber, startsAtMs, Math.max(startsAtMs, toMs));
  }

  addTo(rows: Rows): void {
    rows.minutes = [...this.minutes.values()];
    rows.adders = [...this.adders.values()];
    rows.marks = [...this.marks.values()];
  }

  private put(
    seq: number,
    kind: MarkRow['kind'],
    itemNumber: number | null,
    fromMs: number,
    toMs: number | null,
  ): void {
    this.marks.set(`${kind} ${seq}`, { streamId: this.streamId, seq, kind, itemNumber, fromMs, toMs });
  }
}

function pinsShown(state: StreamState): readonly Pin[] {
  return state.endedAtMs === null ? state.pins : [];
}
