import { refusalOfFault } from '../application/ack.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from './log.ts';

/** A store that is away is asked this often whether it is back. */
const ASK_APART_MS = 500;
/**
 * It is said to be back when it has answered for so long, and nothing has failed for it meanwhile: whatever looks into
 * the store now and then has found a connection that lives by then.
 */
const CALM_MS = 5_000;
/** A store that answered in spite of a fault is asked once more so much later, before it is believed. */
const SURE_MS = 250;
/** Lines that wait for the store's word; what comes beyond is written as it comes. */
const MAX_HELD = 1_000;

/** A log that says once that the store is away, instead of with every fault that comes of it. */
export interface StoreWatch {
  /** What the rest of the server writes to. Lines about a store that is away are counted while it is. */
  log: Log;
  close(): void;
}

/**
 * Writes one line when the store goes and one when it is back, with how long it was away, how many were refused and how
 * many lines were left out. A fault that names the store is held until the store was asked: where it answers, it was
 * this one call that failed, and its line is written as it came.
 * @param ask rejects, or never answers within its own time, while the store is away
 * @param refusedSoFar how many were told UNAVAILABLE since the start
 */
export function watchStore(deps: {
  log: Log;
  clock: Pick<Clock, 'nowMs' | 'at'>;
  ask: () => Promise<unknown>;
  refusedSoFar: () => number;
}): StoreWatch {
  const { clock, ask } = deps;
  /** Lines that wait for the store's word, and what of the outage is known. Null: nothing is wrong. */
  let doubt: { held: (() => void)[]; atMs: number; refused: number } | null = null;
  let outage: { sinceMs: number; refused: number; leftOut: number; faultAtMs: number } | null = null;
  let answeredAtMs: number | null = null;
  let callOff = () => {};
  let isClosed = false;

  function note(write: () => void): void {
    if (outage) {
      outage.leftOut += 1;
      outage.faultAtMs = clock.nowMs();
      return;
    }
    if (doubt) {
      if (doubt.held.length < MAX_HELD) doubt.held.push(write);
      else write();
      return;
    }
    doubt = { held: [write], atMs: clock.nowMs(), refused: deps.refusedSoFar() };
    ask().then(askOnceMore, begin);
  }

  /** What of a database was killed last answers for a moment yet: it is well if it still does so after that. */
  function askOnceMore(): void {
    callOff = clock.at(clock.nowMs() + SURE_MS, () => void ask().then(settleDoubt, begin));
  }

  /** It answers: what was held is no outage. */
  function settleDoubt(): void {
    const held = doubt?.held ?? [];
    doubt = null;
    for (const write of held) write();
  }

  function begin(fault: unknown): void {
    if (!doubt || isClosed) {
      settleDoubt();
      return;
    }
    const { held, atMs, refused } = doubt;
    doubt = null;
    answeredAtMs = null;
    outage = { sinceMs: atMs, refused, leftOut: held.length, faultAtMs: clock.nowMs() };
    deps.log.error({ err: fault }, 'the store is away');
    askLater();
  }

  function askLater(): void {
    callOff = clock.at(clock.nowMs() + ASK_APART_MS, () => {
      ask().then(heard, () => {
        answeredAtMs = null;
        if (!isClosed) askLater();
      });
    });
  }

  function heard(): void {
    if (!outage || isClosed) return;
    const nowMs = clock.nowMs();
    answeredAtMs ??= nowMs;
    const calmSinceMs = Math.max(answeredAtMs, outage.faultAtMs);
    if (nowMs - calmSinceMs < CALM_MS) {
      askLater();
      return;
    }
    const { sinceMs, leftOut } = outage;
    const refused = deps.refusedSoFar() - outage.refused;
    outage = null;
    deps.log.warn({ awayMs: answeredAtMs - sinceMs, refused, leftOut }, 'the store is back');
  }

  const watched =
    (level: keyof Log) =>
    (...line: [about: object, what: string]): void => {
      const write = () => deps.log[level](...line);
      if (level !== 'fatal' && isStoreFault(line[0])) note(write);
      else write();
    };

  return {
    log: {
      debug: watched('debug'),
      info: watched('info'),
      warn: watched('warn'),
      error: watched('error'),
      fatal: watched('fatal'),
    } as Log,
    close() {
      isClosed = true;
      callOff();
      settleDoubt();
    },
  };
}

/** True if a line tells of a fault that the store's absence explains. */
export function isStoreFault(about: unknown): boolean {
  if (typeof about !== 'object' || about === null || !('err' in about)) return false;
  return refusalOfFault(about.err) !== null;
}
