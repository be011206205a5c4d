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

/** The streams of other servers that are shown here, each by one pipe. */
export interface Relays {
  /** The relay of a stream that is elsewhere, opened if need be; null if it is here, or no pipe can be had just now. */
  of(streamId: string): Promise<Relay | null>;
  /** The home has said what is on the air. */
  heard(streamId: string, onAir: OnAirHere): void;
  /** So many watch a stream by its relay. */
  watchers(streamId: string): number;
  /** The stream is over, or its home is gone or another one. */
  drop(streamId: string): void;
  view(): PipesView;
  close(): void;
}

interface Kept {
  address: string;
  opening: Promise<Relay | null>;
  relay: Relay | null;
  cancelIdle: () => void;
}

export function openRelays(deps: {
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
}): Relays {
  const { media, engines, homes, clock, calls, onNote } = deps;
  const relays = new Map<string, Kept>();
  /** Address of a server → until when no pipe to it is tried. */
  const blocked = new BoundedMap<string, number>(KEPT_BLOCKED);
  let failed = 0;
  let reason: string | null = null;
  let isClosed = false;

  function failedAt(streamId: string, address: string, why: string): void {
    failed += 1;
    reason = why;
    blocked.set(address, clock.nowMs() + BLOCKED_MS);
    onNote('no pipe to another server can be had: its streams are sent from there', {
      streamId,
      address,
      why,
    });
  }

  function drop(streamId: string, dropping: Kept): void {
    if (relays.get(streamId) === dropping) relays.delete(streamId);
    dropping.cancelIdle();
    dropping.opening.then(
      (relay) => relay?.close(),
      () => {},
    );
  }

  function watchIdle(streamId: string, kept: Kept): void {
    kept.cancelIdle();
    kept.cancelIdle = clock.at(clock.nowMs() + IDLE_MS, () => {
      if (kept.relay?.watchers === 0) drop(streamId, kept);
    });
  }

  async function open(streamId: string, address: string, kept: Kept): Promise<Relay | null> {
    const engine = await engines.stream(streamId);
    if (!engine || !deps.follow(streamId)) return null;
    const known = await engine.read(knownOf);
    let sfuRoom: SfuRoom | null = null;
    try {
      sfuRoom = await media.openSfuRoom(() => drop(streamId, kept));
      const relayDeps = {
        ...{ engines, home: calls(address) },
        onIdle: () => watchIdle(streamId, kept),
        onBlocked(why: string) {
          failedAt(streamId, address, why);
          drop(streamId, kept);
        },
        onBroken: () => drop(streamId, kept),
      };
      const relay = await Relay.open(streamId, relayDeps, sfuRoom, known);
      kept.relay = relay;
      reason = null;
      const said = deps.onAir(streamId);
      if (said) relay.heard(said);
      watchIdle(streamId, kept);
      return relay;
    } catch (error) {
      sfuRoom?.close();
      if (error instanceof PipeUnavailable) failedAt(streamId, address, error.message);
      else if (error instanceof MediaUnavailable || error instanceof MediaUnusable) reason = error.message;
      else throw error;
      return null;
    }
  }

  return {
    async of(streamId) {
      const home = await homes.elsewhere(streamId);
      const found = relays.get(streamId);
      if (found && found.address !== home?.address) drop(streamId, found);
      if (!home || isClosed) return null;
      const there = relays.get(streamId);
      if (there) return there.opening;
      const status = media.status();
      if (!status.isAvailable) reason = status.said;
      if (!status.isAvailable || relays.size >= MAX_RELAYS) return null;
      if ((blocked.get(home.address) ?? 0) > clock.nowMs()) return null;
      const kept: Kept = {
        ...{ address: home.address, opening: Promise.resolve(null), relay: null },
        cancelIdle: () => {},
      };
      relays.set(streamId, kept);
      kept.opening = open(streamId, home.address, kept);
      kept.opening.then(
        (relay) => relay ?? drop(streamId, kept),
        () => drop(streamId, kept),
      );
      return kept.opening;
    },
    heard(streamId, onAir) {
      relays.get(streamId)?.relay?.heard(onAir);
    },
    watchers: (streamId) => relays.get(streamId)?.relay?.watchers ?? 0,
    drop(streamId) {
      const dropping = relays.get(streamId);
      if (dropping) drop(streamId, dropping);
    },
    view() {
      const open = [...relays.values()].flatMap(({ relay }) => (relay ? [relay] : []));
      const viewers = open.reduce((sum, { watchers }) => sum + watchers, 0);
      return { streams: open.length, viewers, failed, reason };
    },
    close() {
      isClosed = true;
      for (const [streamId, closing] of [...relays]) drop(streamId, closing);
    },
  };
}
