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

interface StoreWatchDeps {
  log: Log;
  clock: Pick<Clock, 'nowMs' | 'at'>;
  /** Rejects, or never answers within its own time, while the store is away. */
  ask: () => Promise<unknown>;
  /** How many were told UNAVAILABLE since the start. */
  refusedSoFar: () => number;
}

/**
 * A log with one line when the store goes and one when it is back, with the length of the outage, the refusals and
 * the lines left out. A fault that names the store is held until the store was asked. If it answers, only that call
 * failed, and its line is written as it came.
 */
export class StoreWatch {
  /** What the rest of the server writes to. Lines about a store that is away are counted while it is. */
  readonly log: Log;
  readonly #deps: StoreWatchDeps;
  /** Lines that wait for the store's word, and what of the outage is known. Null: nothing is wrong. */
  #doubt: { held: (() => void)[]; atMs: number; refused: number } | null = null;
  #outage: { sinceMs: number; refused: number; leftOut: number; faultAtMs: number } | null = null;
  #answeredAtMs: number | null = null;
  #callOff = () => {};
  #isClosed = false;

  constructor(deps: StoreWatchDeps) {
    this.#deps = deps;
    this.log = {
      debug: this.#watched('debug'),
      info: this.#watched('info'),
      warn: this.#watched('warn'),
      error: this.#watched('error'),
      fatal: this.#watched('fatal'),
    } as Log;
  }

  /** Writes the lines that are held. */
  close(): void {
    this.#isClosed = true;
    this.#callOff();
    this.#settleDoubt();
  }

  #watched(level: keyof Log): (...line: [about: object, what: string]) => void {
    return (...line) => {
      const write = () => this.#deps.log[level](...line);
      if (level !== 'fatal' && isStoreFault(line[0])) this.#note(write);
      else write();
    };
  }

  #note(write: () => void): void {
    const { clock, ask, refusedSoFar } = this.#deps;
    if (this.#outage) {
      this.#outage.leftOut += 1;
      this.#outage.faultAtMs = clock.nowMs();
      return;
    }
    if (this.#doubt) {
      if (this.#doubt.held.length < MAX_HELD) this.#doubt.held.push(write);
      else write();
      return;
    }
    this.#doubt = { held: [write], atMs: clock.nowMs(), refused: refusedSoFar() };
    ask().then(
      () => this.#askOnceMore(),
      (fault: unknown) => this.#begin(fault),
    );
  }

  /** What of a database was killed last answers for a moment yet: it is well if it still does so after that. */
  #askOnceMore(): void {
    const { clock, ask } = this.#deps;
    this.#callOff = clock.at(
      clock.nowMs() + SURE_MS,
      () =>
        void ask().then(
          () => this.#settleDoubt(),
          (fault: unknown) => this.#begin(fault),
        ),
    );
  }

  /** It answers: what was held is no outage. */
  #settleDoubt(): void {
    const held = this.#doubt?.held ?? [];
    this.#doubt = null;
    for (const write of held) write();
  }

  #begin(fault: unknown): void {
    if (!this.#doubt || this.#isClosed) {
      this.#settleDoubt();
      return;
    }
    const { held, atMs, refused } = this.#doubt;
    this.#doubt = null;
    this.#answeredAtMs = null;
    const faultAtMs = this.#deps.clock.nowMs();
    this.#outage = { sinceMs: atMs, refused, leftOut: held.length, faultAtMs };
    this.#deps.log.error({ err: fault }, 'the store is away');
    this.#askLater();
  }

  #askLater(): void {
    const { clock, ask } = this.#deps;
    this.#callOff = clock.at(clock.nowMs() + ASK_APART_MS, () => {
      ask().then(
        () => this.#heard(),
        () => {
          this.#answeredAtMs = null;
          if (!this.#isClosed) this.#askLater();
        },
      );
    });
  }

  #heard(): void {
    if (!this.#outage || this.#isClosed) return;
    const nowMs = this.#deps.clock.nowMs();
    this.#answeredAtMs ??= nowMs;
    const calmSinceMs = Math.max(this.#answeredAtMs, this.#outage.faultAtMs);
    if (nowMs - calmSinceMs < CALM_MS) {
      this.#askLater();
      return;
    }
    const { sinceMs, leftOut } = this.#outage;
    const refused = this.#deps.refusedSoFar() - this.#outage.refused;
    this.#outage = null;
    this.#deps.log.warn({ awayMs: this.#answeredAtMs - sinceMs, refused, leftOut }, 'the store is back');
  }
}

/** True if a line tells of a fault that the store's absence explains. */
export function isStoreFault(about: unknown): boolean {
  if (typeof about !== 'object' || about === null || !('err' in about)) return false;
  return refusalOfFault(about.err) !== null;
}
