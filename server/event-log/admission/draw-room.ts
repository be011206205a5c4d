import type { Clock } from '../../lib/clock.ts';
import type { QueuedCommand } from '../commit/decide-batch.ts';
import { type Draw, type Parked, refusedBy } from '../decision.ts';
import type { LogTime } from '../log-time.ts';
import { RETRY_AFTER_MS } from './idempotency-cache.ts';

/** Who may wait for one draw: more than an evening's largest crowd. Beyond it only what is for that draw is BUSY. */
export const MAX_DRAWN = 5_000;
/** And for all draws of a log: the keys of those who are kept are in progress, and there is room for others beside them. */
const MAX_KEPT_IN_ALL = 8_000;

interface Group<State, Fact> {
  name: string;
  untilMs: number;
  kept: { of: string; isLate: boolean; waiting: QueuedCommand<State, Fact> }[];
  /** Who takes part. */
  names: Set<string>;
  /** Its time has come. */
  isDue: boolean;
}

/**
 * Where commands wait for a draw (F7): each who takes part once, until all are let in together. Then they come in an order
 * that no line and no bot can win: that of their lots. Who finds no room, or is in it already, hears BUSY and may come
 * again when it is over.
 *
 * A draw whose time has come is held once everybody who was read before that has been looked at, and nobody who was read
 * later. A crowd is decided batch by batch, and the first batch is of those who came first.
 */
export class DrawRoom<State, Fact> {
  private readonly groups = new Map<string, Group<State, Fact>>();
  private readonly clock: Pick<Clock, 'nowMs' | 'steadyMs' | 'at'>;
  private readonly time: Pick<LogTime, 'steadyAt'>;
  private readonly lotOf: (draw: Draw) => string;
  private readonly onDue: () => void;
  private readonly letIn: (drawn: QueuedCommand<State, Fact>[]) => void;
  count = 0;

  /**
   * @param onDue told when the time of a draw has come: `holdDue` is to be called before the next batch
   * @param letIn told of all who took part in a draw, in its order
   */
  constructor(
    clock: Pick<Clock, 'nowMs' | 'steadyMs' | 'at'>,
    time: Pick<LogTime, 'steadyAt'>,
    lotOf: (draw: Draw) => string,
    { onDue, letIn }: { onDue(): void; letIn(drawn: QueuedCommand<State, Fact>[]): void },
  ) {
    this.clock = clock;
    this.time = time;
    this.lotOf = lotOf;
    this.onDue = onDue;
    this.letIn = letIn;
  }

  /** Keeps a command until its draw, or answers it BUSY. */
  keep(waiting: QueuedCommand<State, Fact>, { untilMs, asOfMs, draw: { name, of }, isLate }: Parked): void {
    const group = this.groups.get(nameOf(name, untilMs)) ?? this.open(name, untilMs);
    if (group.names.has(of) || group.kept.length >= MAX_DRAWN || this.count >= MAX_KEPT_IN_ALL) {
      const leftMs = untilMs - (waiting.receivedAtMs ?? untilMs);
      const retryAfterMs = RETRY_AFTER_MS + Math.max(0, Math.ceil(leftMs));
      waiting.settle(refusedBy({ code: 'BUSY', retryAfterMs }));
      return;
    }
    waiting.receivedAtMs = asOfMs;
    group.names.add(of);
    group.kept.push({ of, isLate, waiting });
    this.count += 1;
  }

  private open(name: string, untilMs: number): Group<State, Fact> {
    const { clock } = this;
    const group: Group<State, Fact> = { name, untilMs, kept: [], names: new Set(), isDue: false };
    this.groups.set(nameOf(name, untilMs), group);
    const waitMs = this.time.steadyAt(untilMs) - clock.steadyMs();
    clock.at(clock.nowMs() + waitMs, () => {
      group.isDue = true;
      this.onDue();
    });
    return group;
  }

  /** The time of a draw has come, and it is not held yet. */
  get isDue(): boolean {
    return [...this.groups.values()].some(({ isDue }) => isDue);
  }

  /** When the next draw is to be held, in log time: who arrived then or later is decided after it. Infinite: none is. */
  get nextMs(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.groups.values()].map(({ untilMs }) => untilMs));
  }

  /**
   * Holds the draws whose time has come by the next command to be decided: those who take part have been.
   * @param nextArrivalMs when that arrived, in log time; null: nobody waits
   */
  holdDue(nextArrivalMs: number | null): void {
    for (const group of [...this.groups.values()]) {
      const isDue = nextArrivalMs === null ? group.isDue : group.untilMs <= nextArrivalMs;
      if (isDue) this.hold(group);
    }
  }

  private hold({ name, untilMs, kept }: Group<State, Fact>): void {
    this.groups.delete(nameOf(name, untilMs));
    this.count -= kept.length;
    const lots = kept
      .filter(({ isLate }) => !isLate)
      .map(({ of, waiting }) => ({ lot: this.lotOf({ name, of }), waiting }));
    // Who has the same lot, where none are drawn, comes as he came.
    lots.sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0));
    const inOrder = [...lots, ...kept.filter(({ isLate }) => isLate)];
    const readAtMs = this.clock.steadyMs();
    this.letIn(inOrder.map(({ waiting }) => Object.assign(waiting, { isDrawn: true, readAtMs })));
  }
}

function nameOf(name: string, untilMs: number): string {
  return `${untilMs} ${name}`;
}
