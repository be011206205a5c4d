import { vi } from 'vitest';
import { ZERO_HASH } from '../../server/event-log/commit/hash-chain.ts';
import type { Store } from '../../server/event-log/ports/store.ts';
import type { DecideAt, Decision, Outcome } from '../../server/market/kernel/decision.ts';
import { accept } from '../../server/market/kernel/decision.ts';
import { publicView } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import type { StreamState } from '../../server/market/state.ts';
import type { Publication } from '../../server/ports/publication.ts';
import { type Cursor, startCursor, takeFrame } from '../../shared/live-view/cursor.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { type Attempt, Bench } from './bench.ts';
import { TestClock } from './engine-clock.ts';
import { countingIds, openSeat, type Seat, STREAM } from './engine-stall.ts';
import { openingOf, play } from './play.ts';
import type { Day } from './random-day.ts';

/** What was sent on a random day, when, and what the rules alone made of it. */
export interface Step {
  nowMs: number;
  kind: 'send' | 'wait' | 'restart';
  receivedAtMs: number;
  decide: (state: StreamState, at: DecideAt) => Decision<unknown>;
  attempt: Attempt<unknown> | null;
  /** It waits for a draw: when its window ends, and when it is held (F7); else null. */
  draw: readonly [number, number] | null;
}

export interface Recording {
  steps: Step[];
  /** The state at the end, as canonical text. */
  state: string;
  /** What became of every command, in order; a parked one's answer stands where it was sent. */
  answers: string[];
}

/** Plays a day on the rules alone and writes down every command, so that engines can be given the very same. */
export function record(day: Day): Recording {
  const steps: Step[] = [];
  const nothing = { decide: () => accept([], () => null), attempt: null, draw: null };
  const { send, passTo, restart } = Bench.prototype;
  let depth = 0;
  /** Nothing arrives before the head that a process found when it opened the log (T7). */
  let foundAtMs = 0;
  const spies = [
    vi.spyOn(Bench.prototype, 'send').mockImplementation(function (this: Bench, decide, receivedAtMs) {
      const at = Math.max(receivedAtMs ?? this.nowMs, foundAtMs);
      depth += 1;
      const attempt = send.call(this, decide, at);
      // An engine sweeps at the end of each cut what is due by then.
      passTo.call(this, this.nowMs);
      depth -= 1;
      const { outcome } = attempt;
      const draw = outcome.kind === 'parked' ? ([outcome.endsAtMs, outcome.untilMs] as const) : null;
      steps.push({ nowMs: this.nowMs, kind: 'send', receivedAtMs: at, decide, attempt, draw });
      return attempt as never;
    }),
    vi.spyOn(Bench.prototype, 'passTo').mockImplementation(function (this: Bench, ms) {
      passTo.call(this, ms);
      if (depth === 0) steps.push({ nowMs: this.nowMs, kind: 'wait', receivedAtMs: ms, ...nothing });
    }),
    vi.spyOn(Bench.prototype, 'restart').mockImplementation(function (this: Bench) {
      restart.call(this);
      foundAtMs = this.state.atMs;
      steps.push({ nowMs: this.nowMs, kind: 'restart', receivedAtMs: this.nowMs, ...nothing });
    }),
  ];
  try {
    const market = openingOf(day);
    for (const act of day.acts) play(market, act);
    const answers = steps.flatMap(({ attempt }) => (attempt ? [answerOf(attempt.outcome)] : []));
    return { steps, state: writeState(market.bench.state), answers };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** What an engine made of a recorded day. */
export interface Run {
  seat: Seat;
  state: string;
  answers: string[];
  /** Where a screen that heard every publication differs from the stream, in words. */
  screenFaults: string[];
}

/** Gives a recorded day to an engine on a store. */
export async function runDay(store: Store, { steps }: Recording): Promise<Run> {
  const clock = new TestClock(steps[0]!.nowMs);
  const ids = countingIds();
  await store.create({
    logId: STREAM,
    kind: 'stream',
    history: 'history1',
    seq: 0,
    atMs: 0,
    hash: ZERO_HASH,
    isOpen: true,
    owner: null,
  });
  const screen = aScreen();
  const open = () => openSeat(store, clock, ids, screen.compare);
  let seat: Seat = await open();
  const answers: Promise<string>[] = [];
  const settles = () =>
    seat.engine.submit({
      readAtMs: clock.steadyMs(),
      ids: [],
      key: null,
      decide: () => accept([], () => null),
    });
  /** Goes to a time by way of those of draws: a clock that jumps over one makes it wait for nothing. */
  let moments: number[] = [];
  const passes = async (ms: number) => {
    for (const momentMs of moments.filter((each) => each <= ms).sort((a, b) => a - b)) {
      clock.passTo(momentMs);
      await settles();
    }
    moments = moments.filter((momentMs) => momentMs > ms);
    clock.passTo(ms);
  };
  for (const step of steps) {
    await passes(step.nowMs);
    if (step.kind === 'restart') {
      clock.forget();
      moments = [];
      seat = await open();
    }
    if (step.kind !== 'send') {
      await settles();
      continue;
    }
    const answer = seat.engine.submit({
      readAtMs: step.receivedAtMs,
      ids: [],
      key: null,
      decide: step.decide,
    });
    answers.push(answer.then(answerOf));
    if (step.draw !== null) moments.push(...step.draw);
    await (step.draw === null ? answer : settles());
  }
  await settles();
  const state = await seat.engine.read((read) => writeState(read));
  return {
    seat,
    state,
    answers: await Promise.all(answers.map((answer) => Promise.race([answer, later('parked')]))),
    screenFaults: screen.faults,
  };
}

function aScreen() {
  let cursor: Cursor = { ...startCursor, history: 'history1' };
  const faults: string[] = [];
  return {
    faults,
    compare(publication: Publication, state: Readonly<StreamState>) {
      const outcome = takeFrame(cursor, publication);
      if (outcome.kind !== 'applied') {
        faults.push(`${outcome.kind} ${publication.from}–${publication.to} at ${cursor.seq}`);
        return;
      }
      cursor = outcome.cursor;
      const shown = canonicalJson(cursor.view);
      const real = canonicalJson(publicView(state as StreamState));
      if (shown !== real) faults.push(`at ${publication.to}:\n${shown}\n${real}`);
    },
  };
}

/** Resolves only after everything that needs no clock has run. */
async function later<T>(value: T): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return value;
}

function answerOf(outcome: Attempt<unknown>['outcome'] | Outcome<unknown>): string {
  if (outcome.kind === 'parked') return 'parked';
  if (outcome.kind === 'accepted') return `accepted ${canonicalJson(outcome.reply)}`;
  const { refusal, lines } = outcome;
  return `refused ${canonicalJson({ refusal, ...(lines ? { lines } : {}) })}`;
}
