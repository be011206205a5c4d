import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import { type Media, MediaUnavailable, MediaUnusable, type SfuRoom } from '../ports/media.ts';
import type { MediaHomes } from './media-homes.ts';
import { knownOf, type OnAirHere } from './media-view.ts';
import { type HomeCalls, PipeUnavailable, Relay } from './relay.ts';

/** Streams of other servers that are shown here at once. */
const MAX_RELAYS = 200;
/** A relay that nobody watches by is given up after this: who comes back after a moment finds it. */
const IDLE_MS = 10_000;
/** A server to which no pipe could be had is not tried again for so long. */
const BLOCKED_MS = 30_000;
const KEPT_BLOCKED = 100;

/** How pipes from other servers stand here, for health. */
export interface PipesView {
  /** Streams that are shown here by a pipe, and who watches by them. */
  streams: number;
  viewers: number;
  /** How often no pipe could be had, and why the last time; null if the last one could. */
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
  /** Follows what the home says; false if that can't be done. */
  follow: (streamId: string) => boolean;
  /** What the home said last, if it was asked already. */
  onAir: (streamId: string) => OnAirHere | null;
  onNote: (note: string, details: Record<string, unknown>) => void;
}

/** The streams of other servers that are shown here, each by one pipe. */
export class Relays {
  readonly #deps: RelaysDeps;
  readonly #relays = new Map<string, Kept>();
  /** Address of a server → until when no pipe to it is tried. */
  readonly #blocked = new BoundedMap<string, number>(KEPT_BLOCKED);
  #failed = 0;
  #reason: string | null = null;
  #isClosed = false;

  constructor(deps: RelaysDeps) {
    this.#deps = deps;
  }

  /** The relay of a stream that is elsewhere, opened if need be; null if it is here, or no pipe can be had just now. */
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

  /** The home has said what is on the air. */
  heard(streamId: string, onAir: OnAirHere): void {
    this.#relays.get(streamId)?.relay?.heard(onAir);
  }

  /** So many watch a stream by its relay. */
  watchers(streamId: string): number {
    return this.#relays.get(streamId)?.relay?.watchers ?? 0;
  }

  /** The stream is over, or its home is gone or another one. */
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
