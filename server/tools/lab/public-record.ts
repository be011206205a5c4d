import type { Change } from '../../../shared/live-view/entries.ts';
import type { FrameFile } from './frame-file.ts';
import { Spread } from './spread.ts';
import { eventArgs } from './wire/packets.ts';

/** Arrivals of one frame by whole ms since the first; what comes later stands in the last. */
const LATEST_MS = 4_000;
/** Frames whose arrivals are still being counted; several nodes cut the same facts into frames of their own. */
const MAX_OPEN = 48;
/** The newest acts of the host, for the frames that tell them. */
const MAX_ACTS = 32;

interface FrameRecord {
  from: number;
  to: number;
  length: number;
  firstMs: number;
  arrivals: Uint32Array;
  /** When the host did what this frame tells, or null. */
  actMs: number | null;
  /** The watched item stands at 0 after this frame. */
  showsNone: boolean;
}

/**
 * What all viewers together hear in public: how long the host's acts take to every screen, each distinct frame once in a
 * file, and when each screen first showed that the watched item is gone.
 */
export class PublicRecord {
  /** From the host's act to each screen, ms. */
  readonly delivery = new Spread();
  /** When each viewer first heard that none is left, on the clock of `performance.now()`; 0: not yet. */
  readonly noneAtMs: Float64Array;
  frames = 0;
  #watched: number | null = null;
  #last: FrameRecord | null = null;
  readonly #open = new Map<string, FrameRecord>();
  readonly #leftOut: Uint8Array;
  readonly #acts: { seq: number; atMs: number }[] = [];
  readonly #file: FrameFile;

  constructor(viewers: number, file: FrameFile) {
    this.noneAtMs = new Float64Array(viewers);
    this.#leftOut = new Uint8Array(viewers);
    this.#file = file;
  }

  /** From now on notes when each viewer hears that no unit of this item is available. */
  watchFor(itemNumber: number): void {
    this.#watched = itemNumber;
    this.noneAtMs.fill(0);
  }

  /** Does not time these viewers any more. */
  leaveOut(viewers: readonly number[]): void {
    for (const index of viewers) this.#leftOut[index] = 1;
  }

  /** The host's act has its place in the log: the frame that covers it is timed from the act. */
  acted(atMs: number, seq: number): void {
    for (const record of this.#open.values()) {
      if (record.from < seq && seq <= record.to) record.actMs ??= atMs;
    }
    this.#acts.push({ seq, atMs });
    if (this.#acts.length > MAX_ACTS) this.#acts.shift();
  }

  frame(viewerIndex: number, from: number, to: number, data: Buffer, start: number, end: number): void {
    const nowMs = performance.now();
    this.frames += 1;
    let record = this.#last;
    if (record?.to !== to || record.from !== from) {
      record = this.#open.get(nameOf(from, to)) ?? this.#begin({ from, to, data, start, end, nowMs });
      this.#last = record;
    }
    // The same places in other bytes would be something that only some are told.
    if (end - start !== record.length) this.#file.note(data, start, end);
    if (this.#leftOut[viewerIndex] === 1) return;
    record.arrivals[Math.min(LATEST_MS - 1, nowMs - record.firstMs) | 0]! += 1;
    if (record.showsNone && this.noneAtMs[viewerIndex] === 0) this.noneAtMs[viewerIndex] = nowMs;
  }

  snapshot(viewerIndex: number, data: Buffer, start: number, end: number): void {
    this.frames += 1;
    this.#file.note(data, start, end);
    if (this.#watched === null || this.noneAtMs[viewerIndex] !== 0) return;
    const changes = eventArgs(data, start, end)[3] as Change[];
    if (this.#isNone(changes)) this.noneAtMs[viewerIndex] = performance.now();
  }

  /** Counts what is still open; call it when all frames are in. */
  settle(): void {
    for (const record of this.#open.values()) this.#close(record);
    this.#open.clear();
    this.#last = null;
  }

  #begin(heard: {
    from: number;
    to: number;
    data: Buffer;
    start: number;
    end: number;
    nowMs: number;
  }): FrameRecord {
    const { from, to, data, start, end, nowMs } = heard;
    this.#file.note(data, start, end);
    const act = this.#acts.find(({ seq }) => from < seq && seq <= to);
    const record: FrameRecord = {
      from,
      to,
      length: end - start,
      firstMs: nowMs,
      arrivals: new Uint32Array(LATEST_MS),
      actMs: act?.atMs ?? null,
      showsNone: this.#watched !== null && this.#isNone(eventArgs(data, start, end)[4] as Change[]),
    };
    this.#open.set(nameOf(from, to), record);
    if (this.#open.size > MAX_OPEN) {
      const [[oldest, ended] = []] = this.#open;
      if (ended) this.#close(ended);
      if (oldest !== undefined) this.#open.delete(oldest);
    }
    return record;
  }

  #close({ actMs, firstMs, arrivals }: FrameRecord): void {
    if (actMs === null) return;
    for (let ms = 0; ms < arrivals.length; ms += 1) {
      const times = arrivals[ms]!;
      if (times > 0) this.delivery.add(firstMs - actMs + ms, times);
    }
  }

  #isNone(changes: readonly Change[]): boolean {
    return changes.some(
      (change) => change[0] === 's' && change[1] === this.#watched && change.length > 3 && change[3] === 0,
    );
  }
}

function nameOf(from: number, to: number): string {
  return `${from}-${to}`;
}
