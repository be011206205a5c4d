import type { Clock } from '../lib/clock.ts';
import type { Published } from '../ports/media.ts';

/** Time between two counts of packets while media flows, in ms. */
const LOOK_MS = 1_000;
/** The same while none flows, in ms: the first packet ends an interruption, so it is shorter. */
const LISTEN_MS = 250;
/**
 * Time without a packet in ms after which a source counts as stopped. A still picture is sent again within a second.
 */
const SILENT_MS = 2_000;

/** A report about a stream's media for its log. */
export type Heard = { kind: 'started' } | { kind: 'stopped'; lastAtMs: number };

/**
 * Watches whether media flows, for S2: counts packets, and reports their begin and end to the log. It decides nothing;
 * the ten seconds of silence are a deadline in the log.
 */
export class MediaWatch {
  private readonly clock: Clock;
  private readonly sources: () => readonly Published[];
  private readonly tell: (heard: Heard) => Promise<boolean>;
  private readonly onQuiet: () => void;
  /** The last report that the log has; null: unknown. */
  private told: Heard['kind'] | null = null;
  private lastAtMs: number;
  private readonly counts = new Map<string, number>();
  private cancel: (() => void) | null = null;
  private isLooking = false;
  private isClosed = false;

  constructor(options: {
    clock: Clock;
    sources: () => readonly Published[];
    /** Reports to the log; false: the report has to be repeated. */
    tell: (heard: Heard) => Promise<boolean>;
    /** Called when nothing is on the air and the log has the report. */
    onQuiet: () => void;
    /** Whether the log says that media flowed before this process began. */
    wasFlowing: boolean;
  }) {
    this.clock = options.clock;
    this.sources = options.sources;
    this.tell = options.tell;
    this.onQuiet = options.onQuiet;
    this.lastAtMs = options.clock.nowMs();
    if (options.wasFlowing) {
      this.told = 'started';
      this.wake();
    }
  }

  /** Looks soon, after a change of the sources. */
  wake(): void {
    if (this.isClosed || this.isLooking) return;
    this.cancel?.();
    this.cancel = this.clock.at(this.clock.nowMs() + LISTEN_MS, () => void this.look());
  }

  /** Repeats the report for a changed stream, which may have ignored the last one. */
  forget(): void {
    this.told = null;
    this.wake();
  }

  /** True while the log expects a report of the end. */
  get isNeeded(): boolean {
    return this.told === 'started';
  }

  close(): void {
    this.isClosed = true;
    this.cancel?.();
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    try {
      await this.judge(await this.hasGrown());
    } finally {
      this.isLooking = false;
    }
    const hasMore = this.sources().length > 0 || this.told === 'started';
    if (this.isClosed) return;
    if (!hasMore) {
      this.onQuiet();
      return;
    }
    const waitMs = this.told === 'started' ? LOOK_MS : LISTEN_MS;
    this.cancel = this.clock.at(this.clock.nowMs() + waitMs, () => void this.look());
  }

  private async judge(hasGrown: boolean): Promise<void> {
    const nowMs = this.clock.nowMs();
    if (hasGrown) {
      this.lastAtMs = nowMs;
      if (this.told !== 'started' && (await this.tell({ kind: 'started' }))) this.told = 'started';
      return;
    }
    const isSilent = this.sources().length === 0 || nowMs - this.lastAtMs >= SILENT_MS;
    if (this.told !== 'started' || !isSilent) return;
    if (await this.tell({ kind: 'stopped', lastAtMs: this.lastAtMs })) this.told = 'stopped';
  }

  /** True if a packet arrived since the last look. */
  private async hasGrown(): Promise<boolean> {
    const sources = this.sources();
    const counts = await Promise.all(
      // A closing source counts as silent.
      sources.map(async (source) => [source.sourceId, await source.packets().catch(() => 0)] as const),
    );
    const hasGrown = counts.some(([sourceId, count]) => count > (this.counts.get(sourceId) ?? 0));
    this.counts.clear();
    for (const [sourceId, count] of counts) this.counts.set(sourceId, count);
    return hasGrown;
  }
}
