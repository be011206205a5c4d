import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import { type Media, MediaUnavailable, MediaUnusable, type SfuRoom } from '../ports/media.ts';
import type { MediaHomes } from './media-homes.ts';
import { knownOf, type OnAirHere } from './media-view.ts';
import { type HomeCalls, PipeUnavailable, Relay } from './relay.ts';

/** Bound of relays. */
const MAX_RELAYS = 200;
/** Time in ms after which a relay without viewers is closed: a quick return finds it. */
const IDLE_MS = 10_000;
/** Pause in ms before the next pipe to a server, after one failed. */
const BLOCKED_MS = 30_000;
const KEPT_BLOCKED = 100;

/** The state of relays, for health. */
export interface PipesView {
  /** Streams shown by a relay, and their viewers. */
  streams: number;
  viewers: number;
  /** The number of failed pipes, and the last failure's reason; null if the last one succeeded. */
  failed: number;
  reason: string | null;
}

interface Kept {
  address: string;
  opening: Promise<Relay | null>;
  relay: Relay | null;
  stopIdleTimer: () => void;
}

interface RelaysDeps {
  media: Pick<Media, 'status' | 'openSfuRoom'>;
  engines: Pick<Engines, 'stream'>;
  homes: Pick<MediaHomes, 'elsewhere'>;
  clock: Clock;
  calls: (address: string) => HomeCalls;
  /** Follows the home's events; false if that is impossible. */
  follow: (streamId: string) => boolean;
  /** The last report of the home, if there is one. */
  onAir: (streamId: string) => OnAirHere | null;
  onNote: (note: string, details: Record<string, unknown>) => void;
}

/** The relays of other servers' streams, each with one pipe. */
export class Relays {
  readonly #deps: RelaysDeps;
  readonly #relays = new Map<string, Kept>();
  /** The time until which no pipe to a server's address is tried, in ms. */
  readonly #blocked = new BoundedMap<string, number>(KEPT_BLOCKED);
  #failed = 0;
  #reason: string | null = null;
  #isClosed = false;

  constructor(deps: RelaysDeps) {
    this.#deps = deps;
  }

  /** The relay of a stream, opened on demand; null: the media are here, or no pipe is available now. */
  async of(streamId: string): Promise<Relay | null> {
    const { homes, media, clock } = this.#deps;
    const home = await homes.elsewhere(streamId);
    const found = this.#relays.get(streamId);
    if (found && found.address !== home?.address) this.#drop(streamId, found);
    if (!home || this.#isClosed) return null;
    const there = this.#relays.get(streamId);
    if (there) return there.opening;
    const status = media.status();
    if (!status.isAvailable) this.#reason = status.said;
    if (!status.isAvailable || this.#relays.size >= MAX_RELAYS) return null;
    if ((this.#blocked.get(home.address) ?? 0) > clock.nowMs()) return null;
    const kept: Kept = {
      ...{ address: home.address, opening: Promise.resolve(null), relay: null },
      stopIdleTimer: () => {},
    };
    this.#relays.set(streamId, kept);
    kept.opening = this.#open(streamId, kept);
    kept.opening.then(
      (relay) => relay ?? this.#drop(streamId, kept),
      () => this.#drop(streamId, kept),
    );
    return kept.opening;
  }

  /** Passes the home's report on to the relay. */
  heard(streamId: string, onAir: OnAirHere): void {
    this.#relays.get(streamId)?.relay?.heard(onAir);
  }

  /** The number of viewers of a stream's relay. */
  watchers(streamId: string): number {
    return this.#relays.get(streamId)?.relay?.watchers ?? 0;
  }

  /** Closes a relay: the stream is over, or its home is gone or another one. */
  drop(streamId: string): void {
    const dropping = this.#relays.get(streamId);
    if (dropping) this.#drop(streamId, dropping);
  }

  view(): PipesView {
    const open = [...this.#relays.values()].flatMap(({ relay }) => (relay ? [relay] : []));
    const viewers = open.reduce((sum, { watchers }) => sum + watchers, 0);
    return { streams: open.length, viewers, failed: this.#failed, reason: this.#reason };
  }

  close(): void {
    this.#isClosed = true;
    for (const [streamId, closing] of [...this.#relays]) this.#drop(streamId, closing);
  }

  async #open(streamId: string, kept: Kept): Promise<Relay | null> {
    const { engines, media, calls, follow, onAir } = this.#deps;
    const { address } = kept;
    const engine = await engines.stream(streamId);
    if (!engine || !follow(streamId)) return null;
    const known = await engine.read(knownOf);
    let sfuRoom: SfuRoom | null = null;
    try {
      sfuRoom = await media.openSfuRoom(() => this.#drop(streamId, kept));
      const relayDeps = {
        ...{ engines, home: calls(address) },
        onIdle: () => this.#watchIdle(streamId, kept),
        onBlocked: (why: string) => {
          this.#failedAt(streamId, address, why);
          this.#drop(streamId, kept);
        },
        onBroken: () => this.#drop(streamId, kept),
      };
      const relay = await Relay.open(streamId, relayDeps, sfuRoom, known);
      kept.relay = relay;
      this.#reason = null;
      const said = onAir(streamId);
      if (said) relay.heard(said);
      this.#watchIdle(streamId, kept);
      return relay;
    } catch (error) {
      sfuRoom?.close();
      if (error instanceof PipeUnavailable) this.#failedAt(streamId, address, error.message);
      else if (error instanceof MediaUnavailable || error instanceof MediaUnusable) {
        this.#reason = error.message;
      } else throw error;
      return null;
    }
  }

  #failedAt(streamId: string, address: string, why: string): void {
    const { clock, onNote } = this.#deps;
    this.#failed += 1;
    this.#reason = why;
    this.#blocked.set(address, clock.nowMs() + BLOCKED_MS);
    onNote('no pipe to another server can be had: its streams are sent from there', {
      streamId,
      address,
      why,
    });
  }

  #drop(streamId: string, dropping: Kept): void {
    if (this.#relays.get(streamId) === dropping) this.#relays.delete(streamId);
    dropping.stopIdleTimer();
    dropping.opening.then(
      (relay) => relay?.close(),
      () => {},
    );
  }

  #watchIdle(streamId: string, kept: Kept): void {
    const { clock } = this.#deps;
    kept.stopIdleTimer();
    kept.stopIdleTimer = clock.at(clock.nowMs() + IDLE_MS, () => {
      if (kept.relay?.watchers === 0) this.#drop(streamId, kept);
    });
  }
}
