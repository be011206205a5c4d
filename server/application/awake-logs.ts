import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Committed } from '../event-log/commit/committed.ts';
import { ZERO_HASH } from '../event-log/commit/hash-chain.ts';
import type { TakesLogRefusals } from '../event-log/decision.ts';
import { LogEngine, type LogEngineDeps } from '../event-log/log-engine.ts';
import type { LogTime } from '../event-log/log-time.ts';
import type { LogState, LogType } from '../event-log/log-type.ts';
import type { HeardHead, ToldHead } from '../event-log/ports/head-bus.ts';
import { type Subscriber, Subscription } from '../event-log/subscription/subscription.ts';
import type { Refused } from '../market/kernel/decision.ts';
import type { Effects } from '../ports/rows.ts';

/** Logs of one kind that are awake at once; one that nobody asks for goes back to sleep first. */
const MAX_AWAKE = 300;
/** Sleeping logs whose times are remembered, the newest: one that is forgotten begins at its last fact. */
const MAX_TIMES = 1_000;

/** A log that is awake: it refuses in the market's words. */
type Engine<State extends LogState, Fact extends { type: string }> = LogEngine<
  State,
  Fact,
  TakesLogRefusals<Refused>
>;

/** A kind of log, as a process that keeps logs awake has to know it. */
export interface RunningKind<
  State extends LogState = LogState,
  Fact extends { type: string } = { type: string },
> {
  rules: LogType<State, Fact, Effects>;
  /** Whether a start wakes the logs of this kind that are open, so that their deadlines are kept (T6). */
  wakesAtStart: boolean;
  /** A guest may fail alone: what it cannot do is told as a fault, and the market sells on. */
  isGuest: boolean;
  /** How long a batch waits for company, in ms; absent: as the market's own do. A house that never waits never does. */
  gatherMs?: number;
}

/** What happens beside a log of a kind while it is awake here. */
export interface LogHooks<State extends LogState, Fact extends { type: string }> {
  /** Called once for each log that wakes. @returns who hears all that is committed on it, in order */
  listener(logId: string): (committed: Committed<State, Fact>) => void;
  /** Called when a log has been woken, before anybody is given it. */
  woken(logId: string, engine: Engine<State, Fact>): Promise<void>;
  /** Facts that were known are gone (C24). */
  diverged: LogEngineDeps<State, Fact>['onLogDiverged'];
}

/** What the logs of every kind share in one process. */
export interface LogHouse
  extends Pick<
    LogEngineDeps<never, never>,
    | 'store'
    | 'clock'
    | 'ids'
    | 'node'
    | 'gatherMs'
    | 'commitTimes'
    | 'wantSnapshot'
    | 'lotOf'
    | 'onFault'
    | 'onFatal'
  > {
  /** Whom the market names to those whose key a log may have lost (I5); null: whom each log names. */
  contact: string | null;
  /** A log of this process has grown: the other nodes are told. */
  tell(logId: string): void;
}

/** The logs of one kind that this process has in memory: woken when they are asked for, asleep again when nobody does. */
export class AwakeLogs<State extends LogState, Fact extends { type: string }> {
  readonly kind: RunningKind<State, Fact>;
  private readonly house: LogHouse;
  private readonly hooks: LogHooks<State, Fact>;
  private readonly rules: LogType<State, Fact, Effects>;
  private readonly asked = new Map<string, Promise<Engine<State, Fact> | null>>();
  private readonly awake = new Map<string, Engine<State, Fact>>();
  /** The times of logs that sleep, where they are not what this process's clock says. */
  private readonly timesAsleep = new BoundedMap<string, LogTime>(MAX_TIMES);
  private readonly listeners = new Set<(committed: Committed<State, Fact>) => void>();
  private readonly sleeping = new Set<(head: HeardHead) => void>();

  constructor(house: LogHouse, kind: RunningKind<State, Fact>, hooks: LogHooks<State, Fact>) {
    this.house = house;
    this.kind = kind;
    this.hooks = hooks;
    const { contact } = house;
    this.rules = contact ? { ...kind.rules, whomToAsk: () => contact } : kind.rules;
  }

  /** Wakes every log of this kind that is open, so that its deadlines are kept. */
  async wakeOpen(): Promise<void> {
    if (!this.kind.wakesAtStart) return;
    for (const logId of await this.house.store.openLogs(this.kind.rules.kind)) await this.find(logId);
  }

  /**
   * The engine of a log, woken if it sleeps; null if there is no such log.
   * @throws what keeps it from being opened; of a guest that is a fault, and the answer is null
   */
  find(logId: string): Promise<Engine<State, Fact> | null> {
    const awake = this.asked.get(logId);
    if (awake) {
      this.asked.delete(logId);
      this.asked.set(logId, awake);
      return awake;
    }
    const waking = this.kind.isGuest ? this.wakeGuest(logId) : this.wake(logId);
    this.asked.set(logId, waking);
    waking.then(
      (engine) => {
        if (!engine) this.asked.delete(logId);
        else if (this.asked.get(logId) === waking) this.awake.set(logId, engine);
      },
      () => this.asked.delete(logId),
    );
    this.letOneSleep().catch((error: unknown) => this.house.onFault(error, 'sleep'));
    return waking;
  }

  /** Makes an empty log unless it is there. @returns its engine; null: a guest that cannot be opened */
  async create(logId: string): Promise<Engine<State, Fact> | null> {
    const { store, ids } = this.house;
    if (!(await store.head(logId))) {
      await store.create({
        logId,
        kind: this.rules.kind,
        history: ids.history(),
        seq: 0,
        atMs: 0,
        hash: ZERO_HASH,
        isOpen: this.rules.isOpen(this.rules.empty(logId)),
        owner: null,
      });
    }
    // Who asked for the log before it was there may have left a "no" on its way.
    return (await this.find(logId)) ?? this.find(logId);
  }

  /** The engine of a log that is awake here now. */
  get(logId: string): Engine<State, Fact> | undefined {
    return this.awake.get(logId);
  }

  ids(): string[] {
    return [...this.awake.keys()];
  }

  engines(): Engine<State, Fact>[] {
    return [...this.awake.values()];
  }

  /**
   * Hears all that is committed on every log that is awake here, in order, before own commands are answered.
   * @returns how to stop
   */
  onCommitted(listener: (committed: Committed<State, Fact>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Hears of logs that sleep here, and have grown on another server. @returns how to stop */
  onGrownAsleep(listener: (logId: string) => void): () => void {
    const hears = ({ logId }: HeardHead) => listener(logId);
    this.sleeping.add(hears);
    return () => this.sleeping.delete(hears);
  }

  /**
   * Leads a subscriber along the logs of this kind, from its cursors on.
   * @param typesOf the facts of a batch, by type; null: nobody can name them, and any may be among them
   * @param onFailure told of each try that failed
   */
  follow(
    subscriber: Subscriber<Fact>,
    typesOf: (committed: Committed<State, Fact>) => readonly string[] | null,
    onFailure: (error: unknown) => void,
  ): Subscription<Fact> {
    const { store, clock } = this.house;
    const subscription = new Subscription<Fact>({ store, clock, onFailure }, subscriber);
    const stopCommitted = this.onCommitted((committed) => {
      const { from, head } = committed;
      subscription.heard(head.logId, from, head.seq, typesOf(committed) ?? subscriber.types);
    });
    const atSleeping = ({ logId }: HeardHead) => {
      subscription.resume(logId).catch(onFailure);
    };
    this.sleeping.add(atSleeping);
    subscription.onClose(() => {
      stopCommitted();
      this.sleeping.delete(atSleeping);
    });
    return subscription;
  }

  /** A log of this kind is known to have come so far; who follows one that sleeps here is told. */
  heard(head: HeardHead, isFromStore: boolean): void {
    const engine = this.awake.get(head.logId);
    if (engine) engine.heard(head, isFromStore);
    else if (!this.asked.has(head.logId)) for (const listener of this.sleeping) listener(head);
  }

  /** What is told of a log of this kind at this moment; null: it is not awake here. */
  told(logId: string): ToldHead | null {
    return this.awake.get(logId)?.told ?? null;
  }

  /** What this process decides and is still open: the others show its time. */
  kept(): string[] {
    return this.engines()
      .filter(({ isKept, head }) => isKept && head.isOpen)
      .map(({ head }) => head.logId);
  }

  /** The time of a log that is awake here, or was; null: nothing but the process's clock says it (T7). */
  timeOf(logId: string): LogTime | null {
    return this.awake.get(logId)?.time ?? this.timesAsleep.get(logId) ?? null;
  }

  /** How much waits for these logs; told at once, whatever the store does. */
  load(): { waiting: number; parked: number } {
    const load = { waiting: 0, parked: 0 };
    for (const engine of this.awake.values()) {
      load.waiting += engine.load.waiting;
      load.parked += engine.load.parked;
    }
    return load;
  }

  /** Finishes every queue and writes snapshots. */
  async close(): Promise<void> {
    const engines = await Promise.all(this.asked.values());
    await Promise.all(engines.map((engine) => engine?.close()));
  }

  private async wake(logId: string): Promise<Engine<State, Fact> | null> {
    const { store, clock, ids, node, gatherMs, commitTimes, wantSnapshot, lotOf, onFault, onFatal, tell } =
      this.house;
    const listener = this.hooks.listener(logId);
    const engine = await LogEngine.open<State, Fact, TakesLogRefusals<Refused>>(
      {
        ...{ store, clock, ids, node, commitTimes, wantSnapshot, lotOf, onFault, onFatal },
        gatherMs: gatherMs === 0 ? 0 : (this.kind.gatherMs ?? gatherMs),
        rules: this.rules,
        onCommitted: (committed) => {
          if (committed.isOwn) tell(logId);
          for (const hears of [listener, ...this.listeners]) this.safely(() => hears(committed));
        },
        onLogDiverged: this.hooks.diverged,
        time: this.timesAsleep.get(logId) ?? null,
      },
      logId,
    );
    if (engine) await this.hooks.woken(logId, engine);
    return engine;
  }

  private wakeGuest(logId: string): Promise<Engine<State, Fact> | null> {
    return this.wake(logId).catch((error: unknown) => {
      this.house.onFault(error, 'guest log');
      return null;
    });
  }

  /** Each listener for itself: what one can't digest the others still hear. */
  private safely(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.house.onFault(error, 'publish');
    }
  }

  /** The engine that was asked for longest ago goes to sleep; those with deadlines to keep are passed over. */
  private async letOneSleep(): Promise<void> {
    if (this.asked.size <= MAX_AWAKE) return;
    for (const [logId, promise] of [...this.asked].slice(0, -1)) {
      const engine = await promise.catch(() => null);
      if (!engine || engine.hasDeadlines()) continue;
      if (this.asked.size <= MAX_AWAKE) return;
      if (this.asked.get(logId) === promise) {
        this.asked.delete(logId);
        this.awake.delete(logId);
        // Behind where it has been it must not begin when it is woken (T7).
        if (engine.time.aheadMs !== 0) this.timesAsleep.set(logId, engine.time);
      }
      await engine.close();
      return;
    }
  }
}

/** Nothing happens beside the logs of a kind. */
export function noHooks<State extends LogState, Fact extends { type: string }>(): LogHooks<State, Fact> {
  return { listener: () => () => {}, woken: async () => {}, diverged: () => {} };
}
