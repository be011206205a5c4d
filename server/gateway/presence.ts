import type { Channel } from '../../shared/values/channel.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import type { AudienceRow, AudienceStore } from '../ports/audience.ts';
import type { ViewerCounter } from '../ports/viewer-counter.ts';
import type { Log } from './log.ts';

const WRITE_EVERY_MS = 2_000;
const BEAT_EVERY_MS = 5_000;
/** Rows that may wait for a store that does not answer; beyond it the oldest are given up and counted. */
const MAX_WAITING = 50_000;
const MAX_BATCH = 5_000;
/** A server that has not written a beat for so long is gone, and what it left open is closed. */
const SILENT_MS = 20_000;
/** No server is called so. */
const NOBODY = '';

/** One connection of one viewer to one stream; ended with `leave`. */
export interface Visit {
  /** Its page says whose link brought it (C1). */
  cameBy(channel: Channel): void;
  leave(): void;
}

interface PresenceDeps {
  audience: AudienceStore;
  crowd: ViewerCounter;
  nodeId: string;
  clock: Clock;
  ids: Ids;
  log: Log;
}

/**
 * Who watches what: distinct viewers per stream at this moment, and rows of who watched when. Rows are written in
 * batches beside everything else; no order ever waits for one.
 */
export class Presence {
  readonly #deps: PresenceDeps;
  /** Stream → viewer → open connections. */
  readonly #present = new Map<string, Map<string, number>>();
  readonly #waiting = new Map<string, AudienceRow>();
  readonly #timers: (() => void)[] = [];
  #writing: Promise<void> = Promise.resolve();
  #lost = 0;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
  }

  /** Closes what a crash left open, then begins to write. */
  async start(): Promise<void> {
    const { audience, nodeId, clock } = this.#deps;
    await audience.closeLeft(nodeId, clock.nowMs() - SILENT_MS);
    await audience.beat(nodeId, clock.nowMs());
    this.#every(WRITE_EVERY_MS, () => {
      this.#writing = this.#write();
      return this.#writing;
    });
    let steadySinceMs = clock.nowMs();
    this.#every(BEAT_EVERY_MS, async () => {
      try {
        await audience.beat(nodeId, clock.nowMs());
        // After an outage of the store everybody has been silent: nobody is judged until all had time to beat again.
        const isSteady = clock.nowMs() - steadySinceMs > SILENT_MS;
        if (isSteady) await audience.closeLeft(NOBODY, clock.nowMs() - SILENT_MS);
      } catch (fault) {
        steadySinceMs = clock.nowMs();
        throw fault;
      }
    });
  }

  /** Begins a visit of one connection. @param isStaff it is kept and not counted */
  enter(streamId: string, viewerId: string, isStaff: boolean, channel: Channel = 'direct'): Visit {
    const { crowd, nodeId, clock, ids } = this.#deps;
    const present = this.#present;
    let row: AudienceRow = {
      connectionId: ids.next(),
      streamId,
      node: nodeId,
      viewerId,
      isStaff,
      fromMs: clock.nowMs(),
      toMs: null,
      channel,
    };
    this.#note(row);
    if (!isStaff && count(present, streamId, viewerId, 1) === 1) crowd.enter(streamId, viewerId);
    let isOver = false;
    return {
      cameBy: (by) => {
        if (isOver || by === row.channel) return;
        row = { ...row, channel: by };
        this.#note(row);
      },
      leave: () => {
        if (isOver) return;
        isOver = true;
        this.#note({ ...row, toMs: clock.nowMs() });
        if (!isStaff && count(present, streamId, viewerId, -1) === 0) crowd.leave(streamId, viewerId);
      },
    };
  }

  /** Distinct viewers now, over all servers, tabs merged, staff apart. */
  viewers(streamId: string): number {
    return this.#deps.crowd.viewers(streamId);
  }

  /** Rows given up because the store did not take them. */
  lostRows(): number {
    return this.#lost;
  }

  /** Writes the rows that wait, if the store takes them. */
  async close(): Promise<void> {
    for (const callOff of this.#timers) callOff();
    await this.#writing;
    await this.#write();
  }

  #note(row: AudienceRow): void {
    const waiting = this.#waiting;
    // A join and its leave within one batch are one row.
    waiting.delete(row.connectionId);
    waiting.set(row.connectionId, row);
    if (waiting.size <= MAX_WAITING) return;
    waiting.delete(waiting.keys().next().value ?? '');
    this.#lost += 1;
  }

  async #write(): Promise<void> {
    const waiting = this.#waiting;
    while (waiting.size > 0) {
      const batch = [...waiting.values()].slice(0, MAX_BATCH);
      for (const row of batch) waiting.delete(row.connectionId);
      try {
        await this.#deps.audience.record(batch);
      } catch (fault) {
        // What came since is newer than what failed.
        for (const row of batch) if (!waiting.has(row.connectionId)) this.#note(row);
        const about = { err: fault, context: 'presence', rows: batch.length };
        this.#deps.log.warn(about, 'audience rows wait: the store did not take them');
        return;
      }
    }
  }

  #every(ms: number, work: () => Promise<void>): void {
    const { clock, log } = this.#deps;
    const place = this.#timers.length;
    const again = () => {
      this.#timers[place] = clock.at(clock.nowMs() + ms, () => {
        work().then(again, (fault) => {
          log.warn({ err: fault, context: 'presence' }, 'presence could not be written');
          again();
        });
      });
    };
    again();
  }
}

/** @returns the viewer's connections after it */
function count(
  present: Map<string, Map<string, number>>,
  streamId: string,
  viewerId: string,
  by: 1 | -1,
): number {
  const viewers = present.get(streamId) ?? new Map<string, number>();
  const connections = (viewers.get(viewerId) ?? 0) + by;
  if (connections > 0) viewers.set(viewerId, connections);
  else viewers.delete(viewerId);
  if (viewers.size > 0) present.set(streamId, viewers);
  else present.delete(streamId);
  return connections;
}
