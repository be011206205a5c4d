import type { Clock } from '../lib/clock.ts';
import type { Published } from '../ports/media.ts';

/** While media flows, its packets are counted so often. */
const LOOK_MS = 1_000;
/** While none does, oftener: the first packet ends an interruption. */
const LISTEN_MS = 250;
/** A camera that sends nothing for so long has stopped; a still picture is sent again within a second. */
const SILENT_MS = 2_000;

/** What is known of the media of a stream, to be told to its log. */
export type Heard = { kind: 'started' } | { kind: 'stopped'; lastAtMs: number };

/**
 * Listens whether media flows, for S2: counts packets, and tells the log when they begin and when they have stopped.
 * It decides nothing: the ten seconds after a silence are a deadline in the log.
 */
export class MediaWatch {
  private readonly clock: Clock;
  private readonly sources: () => readonly Published[];
  private readonly tell: (heard: Heard) => Promise<boolean>;
  private readonly onQuiet: () => void;
  /** What the log knows; null while that is not known. */
  private told: Heard['kind'] | null = null;
  private lastAtMs: number;
  private readonly counts = new Map<string, number>();
  private cancel: (() => void) | null = null;
  private isLooking = false;
  private isClosed = false;

  constructor(options: {
    clock: Clock;
    sources: () => readonly Published[];
    /** Writes it to the log; false if that has to be tried again. */
    tell: (heard: Heard) => Promise<boolean>;
    /** Nothing is on the air any more, and the log knows it. */
    onQuiet: () => void;
    /** The log says that media flows, from before this process began. */
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

  /** Something is on the air, or is not any more: look soon. */
  wake(): void {
    if (this.isClosed || this.isLooking) return;
    this.cancel?.();
    this.cancel = this.clock.at(this.clock.nowMs() + LISTEN_MS, () => void this.look());
  }

  /** The stream is in another state: what was told before may have meant nothing to it. */
  forget(): void {
    this.told = null;
    this.wake();
  }

  /** True while the log counts on being told when media stops. */
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

  /** True if a packet came since the last look. */
  private async hasGrown(): Promise<boolean> {
    const sources = this.sources();
    const counts = await Promise.all(
      // A source that is just closing has nothing more to say.
      sources.map(async (source) => [source.sourceId, await source.packets().catch(() => 0)] as const),
    );
    const hasGrown = counts.some(([sourceId, count]) => count > (this.counts.get(sourceId) ?? 0));
    this.counts.clear();
    for (const [sourceId, count] of counts) this.counts.set(sourceId, count);
    return hasGrown;
  }
}
