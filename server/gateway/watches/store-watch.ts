import { refusalOfFault } from '../../application/ack.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../logging/log.ts';

/** Time between two probes of a store that is down, in ms. */
const ASK_APART_MS = 500;
/**
 * Time of answers without a fault in ms, after which the store is up again. By then all periodic readers have a working
 * connection.
 */
const CALM_MS = 5_000;
/** Delay of the second probe after a fault, in ms. */
const SURE_MS = 250;
/** Bound of lines held during a probe; beyond it they are written directly. */
const MAX_HELD = 1_000;

interface StoreWatchDeps {
  log: Log;
  clock: Pick<Clock, 'nowMs' | 'at'>;
  /** Probes the store: rejects, or times out, while it is down. */
  ask: () => Promise<unknown>;
  /** The number of UNAVAILABLE answers since the start. */
  refusedSoFar: () => number;
}

/**
 * A log with one line at the begin of a store's outage and one at its end, with length, refusals and suppressed lines.
 * A fault that names the store is held for a probe. If that succeeds, the held line is written as a single failure.
 */
export class StoreWatch {
  /** The log of the rest of the server. Lines about a store that is down are counted. */
  readonly log: Log;
  readonly #deps: StoreWatchDeps;
  /** The held lines and the probe's start; null: no probe runs. */
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

  /** Writes the held lines. */
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

  /** Probes again after a moment: a killed database can still answer once. */
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

  /** Writes the held lines: the store is up. */
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

/** True for a line whose fault the store's outage explains. */
export function isStoreFault(about: unknown): boolean {
  if (typeof about !== 'object' || about === null || !('err' in about)) return false;
  return refusalOfFault(about.err) !== null;
}
