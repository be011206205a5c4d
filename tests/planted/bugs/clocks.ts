import type { PlantedBug } from '../planted-bug.ts';

const LOG_TIME = 'tests/engine/log-time.spec.ts';

/** Which time judges what. */
export const clockBugs: readonly PlantedBug[] = [
  {
    id: 'arrival-by-the-own-clock',
    breaks: 'T7 INV7',
    what: 'A command arrives when the server’s clock says: a sale that is over sells again after a clock that was ahead.',
    text: 'return Math.max(this.at(readAtMs), this.foundAtMs);',
    instead: 'return this.clock.nowMs() - this.clock.steadyMs() + readAtMs;',
    caughtBy: [LOG_TIME],
  },
  {
    id: 'woken-by-the-own-clock',
    breaks: 'T7 T6',
    what: 'A deadline is waited for by the server’s clock: after one that was ahead holds end minutes late.',
    text: 'return atMs - this.aheadOfSteadyMs();',
    instead: 'return atMs - this.clock.nowMs() + this.clock.steadyMs();',
    caughtBy: [LOG_TIME],
  },
  {
    id: 'follower-by-its-own-clock',
    breaks: 'T7',
    what: 'A server that follows a log shows its own time, and ends everything early when it takes over with a clock that is ahead.',
    text: 'if (this.isTold) return this.offsetMs;',
    instead: '',
    caughtBy: [LOG_TIME],
  },
  {
    id: 'swept-to-the-arrival-alone',
    breaks: 'T7 INV8',
    what: 'What is dated with the last fact stands before a deadline that was due by then.',
    text: 'if (!sweep(Math.max(receivedAtMs, state.atMs))) {',
    instead: 'if (!sweep(receivedAtMs)) {',
    caughtBy: [LOG_TIME],
  },
  {
    id: 'claim-by-the-own-clock',
    breaks: 'T7 C14',
    what: 'A server whose clock is ahead takes every claim of another for over, and decides beside it.',
    text: 'const left = leftMs ?? owner.untilMs - this.clock.nowMs();',
    instead: 'const left = owner.untilMs - this.clock.nowMs();',
    caughtBy: [LOG_TIME],
  },
  {
    id: 'late-deadline-refused',
    breaks: 'T7',
    what: 'A backup of an older version is not put back, because a deadline in it was written too late.',
    text: 'if (atMs > state.atMs) throw broken;',
    instead: 'throw broken;',
    caughtBy: ['tests/audit/late-deadline.spec.ts'],
  },
];
