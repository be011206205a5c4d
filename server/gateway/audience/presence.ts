import type { Channel } from '../../../shared/values/channel.ts';
import type { Clock, Ids } from '../../lib/clock.ts';
import type { AudienceRow, AudienceStore } from '../../ports/audience.ts';
import type { ViewerCounter } from '../../ports/viewer-counter.ts';
import type { Log } from '../logging/log.ts';

const WRITE_EVERY_MS = 2_000;
const BEAT_EVERY_MS = 5_000;
/** Bound of rows that wait for a store; beyond it the oldest are dropped and counted. */
const MAX_WAITING = 50_000;
const MAX_BATCH = 5_000;
/** Time without a beat in ms after which a server counts as gone; its open visits are closed. */
const SILENT_MS = 20_000;
/** A node id that no server has. */
const NOBODY = '';

/** One connection of a viewer to a stream; ends with `leave`. */
export interface Visit {
  /** Notes the channel of the link that led here, as the page reports it (C1). */
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
 * The audience: distinct viewers per stream now, and rows of visits. Rows are written in batches, and no order waits
 * for one.
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

  /** Closes visits left open by a crash, then begins to write. */
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
        // An outage of the store silences every server, so they get time to beat again before any is closed.
        const isSteady = clock.nowMs() - steadySinceMs > SILENT_MS;
        if (isSteady) await audience.closeLeft(NOBODY, clock.nowMs() - SILENT_MS);
      } catch (fault) {
        steadySinceMs = clock.nowMs();
        throw fault;
      }
    });
  }

  /** Begins a visit of one connection. @param isStaff its visit is stored and not counted */
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

  /** The number of distinct viewers now, over all servers, tabs merged, without staff. */
  viewers(streamId: string): number {
    return this.#deps.crowd.viewers(streamId);
  }

  /** The number of dropped rows. */
  lostRows(): number {
    return this.#lost;
  }

  /** Writes the waiting rows, if the store takes them. */
  async close(): Promise<void> {
    for (const callOff of this.#timers) callOff();
    await this.#writing;
    await this.#write();
  }

  #note(row: AudienceRow): void {
    const waiting = this.#waiting;
    // A join and its leave within one batch make one row.
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
        // A row received meanwhile is newer than the one that failed.
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

/** Adds to a viewer's connections. @returns their new number */
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
