import type { Clock } from '../../lib/clock.ts';
import { StoreAway } from '../../lib/store-away.ts';
import { EntryStore } from './entry-store.ts';
import type { Frame, Place, Position, Published, RoomKind, Told } from './room-kind.ts';

/**
 * Time between frames of counters (K3): 250 ms, 100 ms in a small room, 500 ms in a large room over capacity. Frames
 * take time from orders. Urgent frames are 50 ms apart.
 */
const SMALL_ROOM = 2_000;
const SMALL_TICK_MS = 100;
const TICK_MS = 250;
const CROWDED_TICK_MS = 500;
const URGENT_APART_MS = 50;
/** Time between checks of the backlog in ms. A frame waits until the last one is written, and coalesces meanwhile. */
const BACKLOG_AGAIN_MS = 25;
/**
 * Rest of counters after a broadcast, as a multiple of its duration and up to MAX_REST_MS. A long broadcast so leaves
 * two thirds of the time to orders and joins.
 */
const REST_AFTER = 3;
const MAX_REST_MS = 1_500;
/** Broadcasts that may be queued ahead of a heartbeat; behind more its time would be stale. */
const MAX_BEFORE_BEAT = 1;
const HEARTBEAT_MS = 1_000;
const BEATS_PER_DIGEST = 30;
/** Beats for which an empty room is kept: a minute, so that a reload finds it. */
const IDLE_BEATS = 60;
const MAX_WAITING = 1_000;
const RELOAD_AGAIN_MS = 1_000;

/** The way from a room to its audience. */
export interface RoomChannel<Change> {
  /** Sends messages. One call is one serialisation and one write to each connection. */
  tell(...told: readonly Told<Change>[]): void;
  /** The number of connections in the room. */
  connections(): number;
  /** The number of unfinished broadcasts. */
  backlog(): number;
  /** The duration of the last broadcast in ms, from the first socket to the last. */
  tookMs(): number;
  /** The number of distinct viewers, tabs merged. */
  viewers(): number;
  /** True while commands come faster than the log decides. */
  isCrowded(): boolean;
}

/** The time between two frames of counters alone, in ms. */
export function tickOf({
  connections,
  isCrowded,
}: Pick<RoomChannel<never>, 'connections' | 'isCrowded'>): number {
  if (connections() < SMALL_ROOM) return SMALL_TICK_MS;
  return isCrowded() ? CROWDED_TICK_MS : TICK_MS;
}

interface Deps<View, Change> {
  position: () => Promise<Position<View> | null>;
  /** Reads the log up to a reported cursor. False if the log ends before it; rejects if it can't be read now. */
  readOn: (told: Place) => Promise<boolean>;
  channel: RoomChannel<Change>;
  /** False while the view may be stale: a heartbeat would vouch for it. */
  isCurrent: () => boolean;
  clock: Clock;
  /** The log's time for heartbeats (T7). */
  logNowMs: () => number;
  /** Called when the room has been empty for a minute and may be closed. */
  onIdle: () => void;
  onFault: (fault: unknown) => void;
}

/**
 * Frames of one log for one audience, from its committed view. The position is the truth; publications carry what
 * changed since. After a gap the position is read again.
 */
export class Room<View, Change extends readonly unknown[]> {
  readonly #kind: RoomKind<View, Change>;
  readonly #store: EntryStore<View, Change>;
  readonly #pending = new Map<string, Change>();
  /** Publications received while the position is being read; null: none is. */
  #waiting: Published<Change>[] | null = [];
  #sentTo = 0;
  #lastFrameMs = 0;
  #dueMs = Number.POSITIVE_INFINITY;
  #callOffFrame: () => void = () => {};
  #callOffBeat: () => void = () => {};
  #callOffReload: () => void = () => {};
  #beats = 0;
  #isDigestDue = false;
  #idleBeats = 0;
  #isClosed = false;
  #reading: Promise<void> | null = null;
  readonly #deps: Deps<View, Change>;

  constructor(kind: RoomKind<View, Change>, deps: Deps<View, Change>) {
    this.#kind = kind;
    this.#store = new EntryStore(kind);
    this.#deps = deps;
  }

  get history(): string {
    return this.#store.history;
  }
  get seq(): number {
    return this.#store.seq;
  }

  /** Opens it. @returns false if there is no such log */
  async open(): Promise<boolean> {
    const position = await this.#deps.position();
    if (!position) return false;
    this.#settle(position);
    this.#sentTo = this.#store.seq;
    this.#planBeat();
    return true;
  }

  /** Takes what one batch changed. Lost, repeated and reordered publications do no harm. */
  hear(publication: Published<Change>): void {
    if (this.#waiting) {
      if (this.#waiting.length >= MAX_WAITING) this.#waiting.length = 0;
      this.#waiting.push(publication);
      return;
    }
    this.#take(publication);
  }

  snapshot(): { history: string; to: number; changes: Change[] } {
    return this.#store.snapshot();
  }

  deltaSince(history: string, seq: number): Frame<Change> | null {
    return this.#store.deltaSince(history, seq);
  }

  /**
   * Catches up with a screen whose node had read further, so that the screen is not set back (INV14). Rejects while the
   * log can't be read; the screen keeps its view and retries.
   * @returns false if its cursor is beyond the log
   */
  async readUpTo(told: Place): Promise<boolean> {
    const isAhead = () => told.history === this.history && told.seq > this.seq;
    if (!isAhead()) return true;
    if (!(await this.#deps.readOn(told))) return false;
    // A read may lag behind what is published. A position requested before may be older, a second one is not.
    for (let reads = 0; reads < 2 && isAhead(); reads += 1) await this.#readPosition();
    if (this.#waiting && isAhead()) throw new StoreAway(`The room stands at ${this.seq} only.`);
    return !isAhead();
  }

  /** Keeps the room open for a session about to join. */
  touch(): void {
    this.#idleBeats = 0;
  }

  close(): void {
    this.#isClosed = true;
    this.#callOffFrame();
    this.#callOffBeat();
    this.#callOffReload();
  }

  #take(publication: Published<Change>): void {
    const visible = this.#store.take(publication);
    if (visible === 'ignored') return;
    if (visible === 'gap') {
      this.#waiting = [publication];
      this.#readPosition().catch(this.#deps.onFault);
      return;
    }
    this.#hold(visible);
    this.#plan(publication.urgent, visible.length > 0);
  }

  /** Collects changes for the next frame; of an entry only the last one. */
  #hold(changes: readonly Change[]): void {
    for (const change of changes) this.#pending.set(this.#kind.keyOf(change), change);
  }

  /**
   * Plans the next frame. A batch without a visible change moves `to` with the next heartbeat, which spares a slow
   * line.
   */
  #plan(isUrgent: boolean, isVisible: boolean): void {
    if (!isVisible && !isUrgent) return;
    const { channel, clock } = this.#deps;
    const rest = Math.min(MAX_REST_MS, REST_AFTER * channel.tookMs());
    const nowMs = clock.nowMs();
    const apartMs = isUrgent ? URGENT_APART_MS : Math.max(this.#tickMs, rest);
    const dueMs = Math.max(nowMs, this.#lastFrameMs + apartMs);
    if (dueMs >= this.#dueMs) return;
    this.#callOffFrame();
    if (dueMs <= nowMs) {
      this.#flush();
      return;
    }
    this.#dueMs = dueMs;
    this.#callOffFrame = this.#deps.clock.at(dueMs, () => this.#flush());
  }

  get #tickMs(): number {
    return tickOf(this.#deps.channel);
  }

  #flush(): void {
    this.#callOffFrame();
    this.#dueMs = Number.POSITIVE_INFINITY;
    if (this.#isClosed || this.#store.seq <= this.#sentTo) return;
    if (this.#deps.channel.backlog() > 0) {
      this.#dueMs = this.#deps.clock.nowMs() + BACKLOG_AGAIN_MS;
      this.#callOffFrame = this.#deps.clock.at(this.#dueMs, () => this.#flush());
      return;
    }
    const frame = this.#takeFrame();
    if (frame) this.#deps.channel.tell(frame);
  }

  /** The frame of all changes since the last one; null if there are none. */
  #takeFrame(): Told<Change> | null {
    this.#callOffFrame();
    this.#dueMs = Number.POSITIVE_INFINITY;
    if (this.#store.seq <= this.#sentTo) return null;
    const changes = [...this.#pending.values()];
    this.#pending.clear();
    const frame: Told<Change> = ['d', this.#store.history, this.#sentTo, this.#store.seq, changes];
    this.#sentTo = this.#store.seq;
    this.#lastFrameMs = this.#deps.clock.nowMs();
    return frame;
  }

  #planBeat(): void {
    const { clock } = this.#deps;
    this.#callOffBeat = clock.at(clock.nowMs() + HEARTBEAT_MS, () => this.#beat());
  }

  #beat(): void {
    if (this.#isClosed) return;
    const { channel, clock, isCurrent } = this.#deps;
    this.#planBeat();
    this.#idleBeats = channel.connections() > 0 ? 0 : this.#idleBeats + 1;
    if (this.#idleBeats > IDLE_BEATS) {
      this.#deps.onIdle();
      return;
    }
    if (this.#idleBeats > 0 || this.#waiting || !isCurrent()) return;
    this.#beats += 1;
    this.#isDigestDue ||= this.#beats % BEATS_PER_DIGEST === 0;
    if (channel.backlog() > MAX_BEFORE_BEAT) return;
    const nowMs = clock.nowMs();
    // Counters delayed only by a slow broadcast go along with the heartbeat, at no further cost.
    const isGathered = this.#pending.size === 0 || nowMs - this.#lastFrameMs >= this.#tickMs;
    const frame = channel.backlog() === 0 && (isGathered || this.#isDigestDue) ? this.#takeFrame() : null;
    const { logNowMs } = this.#deps;
    const beat: Told<Change> = ['h', this.#store.history, this.#sentTo, logNowMs(), channel.viewers()];
    if (frame) channel.tell(frame, beat);
    else channel.tell(beat);
    // A digest covers what all of the audience was sent.
    if (!this.#isDigestDue || this.#sentTo < this.#store.seq) return;
    this.#isDigestDue = false;
    channel.tell(['g', this.#store.history, this.#store.seq, this.#kind.digestOf(this.#store.view)]);
  }

  /**
   * Reads the position once for all callers; publications wait meanwhile. A failed read is retried after
   * RELOAD_AGAIN_MS.
   */
  #readPosition(): Promise<void> {
    const { position, clock, onFault } = this.#deps;
    this.#waiting ??= [];
    this.#reading ??= position()
      .then((read) => {
        if (read && !this.#isClosed) this.#settle(read);
      })
      .finally(() => {
        this.#reading = null;
        this.#callOffReload();
        if (!this.#waiting || this.#isClosed) return;
        this.#callOffReload = clock.at(clock.nowMs() + RELOAD_AGAIN_MS, () => {
          this.#readPosition().catch(onFault);
        });
      });
    return this.#reading;
  }

  /** Applies a position, sends its changes, and then those received meanwhile. */
  #settle(position: Position<View>): void {
    const isFirst = this.#store.history === '';
    const changes = this.#store.reset(position);
    if (changes) {
      this.#hold(changes);
      this.#plan(true, true);
    } else if (!isFirst) {
      // The log has another history (a restore): every screen starts over.
      this.#pending.clear();
      const { history, to, changes: all } = this.#store.snapshot();
      this.#deps.channel.tell(['s', history, to, all]);
      this.#sentTo = to;
    }
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    // The position is the truth, so publications of another history are dropped.
    for (const publication of waiting.sort((a, b) => a.to - b.to)) {
      if (publication.history === position.history) this.hear(publication);
    }
  }
}
