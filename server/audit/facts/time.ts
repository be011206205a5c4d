import { DeadlineQueue } from '../../event-log/commit/deadline-queue.ts';
import type { Deadline } from '../../market/deadlines.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import { deadlinesOf, decideDeadline, dueOf, isBefore } from '../../market/market.ts';
import type { StreamState } from '../../market/state.ts';
import type { Finding } from '../broken.ts';
import type { No } from './violation.ts';

/** Ids of transfers that a look into the future would need: nothing of it is kept. */
const noIds = { next: () => '' };

/**
 * INV8: what happens by itself carries its own due time, is stamped with it or with the head's later time, and stands
 * before everything that came after it (T6).
 *
 * A fact that is dated with the head may stand before a deadline of that time in a log that versions up to 0.3.0 wrote after
 * a start with a clock that was ahead: they swept to the arrival alone (T7). Nothing is wrong by it but the order of the two,
 * so it is named as late, and nobody's backup is refused for it.
 */
export class TimeCheck {
  private readonly deadlines = new DeadlineQueue(isBefore);
  /** The first that came too late, if one did. */
  late: Finding | null = null;

  /** Before the fact is applied. */
  before(state: StreamState, fact: StreamFact, { atMs }: Stamp, no: No): void {
    const due = dueOf(state, fact);
    if (due === 'behind') return;
    if (due) {
      if (due.said !== due.set) throw no('INV8', `due at ${due.said}`, String(due.set));
      const stamped = Math.max(due.set, state.atMs);
      if (atMs !== stamped)
        throw no('INV8', `stamped ${atMs}`, `${stamped}: due at ${due.set}, the head stood at ${state.atMs}`);
      return;
    }
    for (;;) {
      const first = this.deadlines.earliest();
      if (!first || first.dueAtMs > atMs) return;
      if (stillMeans(state, first)) {
        const found = `at ${atMs} with ${first.kind} ${first.id} open since ${first.dueAtMs}`;
        const broken = no('INV8', found, 'the overdue one before it');
        if (atMs > state.atMs) throw broken;
        this.late ??= broken.finding;
        return;
      }
      this.deadlines.takeDue(atMs);
    }
  }

  /** After the fact was applied. */
  after(state: StreamState, fact: StreamFact): void {
    for (const deadline of deadlinesOf(state, fact)) this.deadlines.add(deadline);
  }
}

function stillMeans(state: StreamState, deadline: Deadline): boolean {
  return decideDeadline(state, deadline, { ids: noIds, struck: new Set() }).length > 0;
}
