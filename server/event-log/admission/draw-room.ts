import type { Clock } from '../../lib/clock.ts';
import type { QueuedCommand } from '../commit/decide-batch.ts';
import { type Draw, type Parked, refusedBy } from '../decision.ts';
import type { LogTime } from '../log-time.ts';
import { RETRY_AFTER_MS } from './idempotency-cache.ts';

/**
 * Bound of one draw's participants: more than an evening's largest crowd. Beyond it only commands for that draw are
 * BUSY.
 */
export const MAX_DRAWN = 5_000;
/** Bound of all draws of a log: their keys are in progress, and other commands need room beside them. */
const MAX_KEPT_IN_ALL = 8_000;
/** Time for which the end of a window is remembered, in ms: commands that arrived in it are decided by then. */
const KNOWN_MS = 10_000;

interface Group<State, Fact> {
  name: string;
  /** The end of its window, in log time. */
  endsAtMs: number;
  /** Shortest time from there until it is held, in ms. */
  heldLaterMs: number;
  /** Who was read then or before takes part, in steady ms. Infinite: its window is open. */
  lastReadMs: number;
  kept: { of: string; waiting: QueuedCommand<State, Fact> }[];
  /** The names of its participants. */
  names: Set<string>;
  /** Whether its time has come. */
  isDue: boolean;
}

/** The parts of the log that a draw asks and calls. */
interface Around<State, Fact> {
  /** True if a command read by that time, in steady ms, is still undecided. */
  mayCome(readByMs: number): boolean;
  /** Called when a draw is due: call `holdDue` before the next batch. */
  onDue(): void;
  /** Takes a draw's participants, in its order. */
  letIn(drawn: QueuedCommand<State, Fact>[]): void;
}

/**
 * Commands kept for a draw (F7): one a participant, until all are admitted together by lot, so that speed gains
 * nothing. A second one is BUSY.
 *
 * A busy loop reads and dates commands late. So a window closes with the first turn that begins after its end and has
 * read all. The draw is held once those are decided.
 */
export class DrawRoom<State, Fact> {
  private readonly groups = new Map<string, Group<State, Fact>>();
  /** The latest read, in steady ms, of a window's participants, by its end. Infinite: it is open. */
  private readonly lastReads = new Map<number, number>();
  private readonly timers = new Set<() => void>();
  private readonly clock: Clock;
  private readonly time: Pick<LogTime, 'steadyAt'>;
  private readonly lotOf: (draw: Draw) => string;
  private readonly around: Around<State, Fact>;
  count = 0;

  constructor(
    clock: Clock,
    time: Pick<LogTime, 'steadyAt'>,
    lotOf: (draw: Draw) => string,
    around: Around<State, Fact>,
  ) {
    this.clock = clock;
    this.time = time;
    this.lotOf = lotOf;
    this.around = around;
  }

  /** Closes a window on time, even if its first command is decided later. */
  watch(endsAtMs: number): void {
    if (this.lastReads.has(endsAtMs)) return;
    this.lastReads.set(endsAtMs, Number.POSITIVE_INFINITY);
    // A callback `soon` after a timer runs once the turn has read what arrived before it.
    this.after(this.time.steadyAt(endsAtMs) - this.clock.steadyMs(), () => {
      const lastReadMs = this.clock.steadyMs();
      this.lastReads.set(endsAtMs, lastReadMs);
      for (const group of this.groups.values()) {
        if (group.endsAtMs !== endsAtMs) continue;
        group.lastReadMs = lastReadMs;
        this.awaitRest(group);
      }
      this.after(KNOWN_MS, () => this.lastReads.delete(endsAtMs));
    });
  }

  /** Keeps a command until its draw, or refuses it BUSY. */
  keep(waiting: QueuedCommand<State, Fact>, parked: Parked): void {
    const { untilMs, asOfMs, draw } = parked;
    const known = this.groups.get(nameOf(draw.name, parked.endsAtMs));
    const group = known ?? this.open(parked);
    if (group.names.has(draw.of) || group.kept.length >= MAX_DRAWN || this.count >= MAX_KEPT_IN_ALL) {
      const leftMs = untilMs - (waiting.receivedAtMs ?? untilMs);
      const retryAfterMs = RETRY_AFTER_MS + Math.max(0, Math.ceil(leftMs));
      waiting.settle(refusedBy({ code: 'BUSY', retryAfterMs }));
      return;
    }
    waiting.receivedAtMs = asOfMs;
    group.names.add(draw.of);
    group.kept.push({ of: draw.of, waiting });
    this.count += 1;
    if (!known && group.lastReadMs < Number.POSITIVE_INFINITY) this.awaitRest(group);
  }

  /** True while a draw of that window is not held: it has participants. */
  isOpen(name: string, endsAtMs: number): boolean {
    return this.groups.has(nameOf(name, endsAtMs));
  }

  private open({ endsAtMs, untilMs, draw: { name } }: Parked): Group<State, Fact> {
    this.watch(endsAtMs);
    const group: Group<State, Fact> = {
      ...{ name, endsAtMs, heldLaterMs: untilMs - endsAtMs, kept: [], names: new Set(), isDue: false },
      lastReadMs: this.lastReads.get(endsAtMs) ?? Number.POSITIVE_INFINITY,
    };
    this.groups.set(nameOf(name, endsAtMs), group);
    return group;
  }

  /**
   * Marks a draw as due once no participant has arrived for `heldLaterMs` and a whole turn, since a look-up may delay
   * one.
   */
  private awaitRest(group: Group<State, Fact>): void {
    const before = this.countInTime(group);
    this.after(group.heldLaterMs, () => {
      if (this.countInTime(group) > before) return this.awaitRest(group);
      group.isDue = true;
      this.around.onDue();
    });
  }

  /** Calls back at the end of the turn that begins after `waitMs`. */
  private after(waitMs: number, callback: () => void): void {
    const { clock, timers } = this;
    const callOff = clock.at(clock.nowMs() + waitMs, () => {
      timers.delete(callOff);
      clock.soon(callback);
    });
    timers.add(callOff);
  }

  private countInTime({ kept, lastReadMs }: Group<State, Fact>): number {
    return kept.reduce((count, { waiting }) => count + (waiting.readAtMs <= lastReadMs ? 1 : 0), 0);
  }

  /** True while a due draw is not held yet. */
  get isDue(): boolean {
    return [...this.groups.values()].some(({ isDue }) => isDue);
  }

  /** Holds the due draws whose participants are all decided. */
  holdDue(): void {
    for (const group of [...this.groups.values()]) {
      if (group.isDue && !this.around.mayCome(group.lastReadMs)) this.hold(group);
    }
  }

  /** Holds all draws, and takes no more. */
  close(): void {
    for (const callOff of this.timers) callOff();
    this.timers.clear();
    for (const group of [...this.groups.values()]) this.hold(group);
  }

  private hold(group: Group<State, Fact>): void {
    const { name, endsAtMs, kept, lastReadMs } = group;
    this.groups.delete(nameOf(name, endsAtMs));
    this.count -= kept.length;
    const isInTime = ({ waiting }: { waiting: QueuedCommand<State, Fact> }) => waiting.readAtMs <= lastReadMs;
    const lots = kept.filter(isInTime).map(({ of, waiting }) => ({ lot: this.lotOf({ name, of }), waiting }));
    // Equal lots, where none are drawn, stay in arrival order.
    lots.sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0));
    const inOrder = [...lots, ...kept.filter((each) => !isInTime(each))];
    const readAtMs = this.clock.steadyMs();
    this.around.letIn(
      inOrder.map(({ waiting }) =>
        Object.assign(waiting, { heldDraws: [...waiting.heldDraws, name], readAtMs }),
      ),
    );
  }
}

function nameOf(name: string, endsAtMs: number): string {
  return `${endsAtMs} ${name}`;
}
