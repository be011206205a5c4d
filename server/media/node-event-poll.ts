import type { Ack } from '../../shared/contract/answer.ts';
import type { ConsoleRequest, MediaCommand } from '../../shared/protocol.ts';
import { refusalAck } from '../application/ack.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import { isOver } from '../market/broadcast/ingest-key.ts';
import { mediaStopped } from '../market/broadcast/media.ts';
import { PeerGone, type Peers } from '../ports/peers.ts';
import type { LocalMedia } from './live-media.ts';
import type { MediaHomes } from './media-homes.ts';
import type { MediaSession } from './media-session.ts';
import type { OnAirHere } from './media-view.ts';

/** A call for news is answered when there is some, or after this. */
const WAIT_MS = 4_000;
const POLL_MS = WAIT_MS + 4_000;
/** A node that asks no more is gone, and its viewers with it. */
const SILENT_MS = 20_000;
/** After a home did not answer it is asked again so much later. */
const AGAIN_MS = 1_000;
/** So often in a row without an answer, and its broadcast counts as silent (S2). */
const GONE_AFTER = 2;
const MAX_EVENTS = 10_000;
const MAX_SESSIONS = 20_000;
/** Streams of which news are asked for at once. */
const MAX_FOLLOWED = 1_000;

/** What a session's owner is to be told, on its own node. */
export type SessionEvent =
  | [seatId: string, kind: 'layer', consumerId: string, layer: number | null]
  | [seatId: string, kind: 'rejoin'];

/** What the home of a stream's media tells a node that has viewers of it. */
export interface NodeEvents {
  cursor: number;
  onAir: OnAirHere;
  events: SessionEvent[];
}

interface Outlet {
  cursor: number;
  /** Viewers that its node serves itself by a pipe. */
  watchers: number;
  events: { at: number; event: SessionEvent }[];
  sessions: Map<string, Promise<MediaSession | null>>;
  waiting: Set<() => void>;
  cancel: () => void;
}

/**
 * The home's side: the sessions that other nodes have taken here for their viewers, and the news for each node.
 * @param deps.onShut told that a node asks no more
 */
export function openOutlets(deps: {
  local: LocalMedia;
  clock: Clock;
  /** What this server has of the stream. */
  onAir: (streamId: string) => Promise<OnAirHere>;
  onShut: (streamId: string, node: string) => void;
}) {
  const { local, clock, onAir, onShut } = deps;
  const outlets = new Map<string, Outlet>();
  let sessions = 0;

  const nameOf = (streamId: string, node: string) => `${streamId} ${node}`;

  /** The outlet of a node; it closes when the node asks no more. */
  function outlet(streamId: string, node: string): Outlet {
    const name = nameOf(streamId, node);
    const found = outlets.get(name) ?? {
      ...{ cursor: 1, watchers: 0, events: [], sessions: new Map(), waiting: new Set() },
      cancel: () => {},
    };
    outlets.set(name, found);
    found.cancel();
    found.cancel = clock.at(clock.nowMs() + SILENT_MS, () => {
      shut(name, found);
      onShut(streamId, node);
    });
    return found;
  }

  function shut(name: string, closing: Outlet): void {
    closing.cancel();
    outlets.delete(name);
    for (const seatId of [...closing.sessions.keys()]) drop(closing, seatId);
    for (const done of [...closing.waiting]) done();
  }

  function drop(from: Outlet, seatId: string): void {
    const session = from.sessions.get(seatId);
    if (!session) return;
    from.sessions.delete(seatId);
    sessions -= 1;
    session.then(
      (taken) => taken?.leave(),
      () => {},
    );
  }

  function wake(of: Outlet, event?: SessionEvent): void {
    of.cursor += 1;
    if (event) of.events.push({ at: of.cursor, event });
    if (of.events.length > MAX_EVENTS) of.events.shift();
    for (const done of [...of.waiting]) done();
  }

  return {
    changed(streamId: string): void {
      for (const [name, of] of outlets) if (name.startsWith(`${streamId} `)) wake(of);
    },
    async run<C extends MediaCommand>(
      streamId: string,
      node: string,
      { seatId, isStaff }: { seatId: string; isStaff: boolean },
      command: C,
      request: ConsoleRequest<C>,
    ): Promise<Ack<object>> {
      const of = outlet(streamId, node);
      if (!of.sessions.has(seatId)) {
        if (sessions >= MAX_SESSIONS) return refusalAck({ code: 'UNAVAILABLE', retryAfterMs: WAIT_MS });
        sessions += 1;
        const owner = {
          ...{ seatId, isStaff },
          onLayer: (consumerId: string, layer: number | null) =>
            wake(of, [seatId, 'layer', consumerId, layer]),
          onRejoin: () => wake(of, [seatId, 'rejoin']),
        };
        of.sessions.set(seatId, local.openSession(streamId, owner));
      }
      const session = await of.sessions.get(seatId);
      return session ? session.run(command, request) : refusalAck({ code: 'NOT_FOUND' });
    },
    /** Viewers of a stream whom other nodes serve by a pipe, as they said last. */
    watchers(streamId: string): number {
      const ofStream = [...outlets].filter(([name]) => name.startsWith(`${streamId} `));
      return ofStream.reduce((sum, [, of]) => sum + of.watchers, 0);
    },
    leave(streamId: string, node: string, seatId: string): void {
      const of = outlets.get(nameOf(streamId, node));
      if (of) drop(of, seatId);
    },
    /** Answers when there is something newer than the cursor, or after a while. */
    async news(streamId: string, node: string, cursor: number, watchers: number): Promise<NodeEvents> {
      const of = outlet(streamId, node);
      of.watchers = watchers;
      of.events = of.events.filter(({ at }) => at > cursor);
      if (of.cursor === cursor) {
        await new Promise<void>((resolve) => {
          const done = () => {
            cancel();
            of.waiting.delete(done);
            resolve();
          };
          const cancel = clock.at(clock.nowMs() + WAIT_MS, done);
          of.waiting.add(done);
        });
      }
      const events = of.events.map(({ event }) => event);
      return { cursor: of.cursor, onAir: await onAir(streamId), events };
    },
    close(): void {
      for (const [name, closing] of [...outlets]) shut(name, closing);
    },
  };
}

/** The other side: keeps asking the homes of streams that are shown here what is on the air. */
export function pollNodeEvents(deps: {
  engines: Engines;
  peers: Peers;
  homes: Pick<MediaHomes, 'elsewhere'>;
  clock: Clock;
  nodeId: string;
  /** So many watch the stream here by a pipe. */
  watchers(streamId: string): number;
  /** What is on the air has changed. */
  onNews(streamId: string): void;
  /** The home has answered, also that nothing has changed. */
  onAnswer(streamId: string, onAir: OnAirHere): void;
  onEvent(streamId: string, event: SessionEvent): void;
  /** What sessions had at the home is lost. */
  onLost(streamId: string): void;
  /** The stream is over, or its media are here: there is nothing more to follow. */
  onEnd(streamId: string): void;
  onFault(error: unknown, context: string): void;
}) {
  const { engines, peers, homes, clock, nodeId, watchers, onFault } = deps;
  const { onNews, onAnswer, onEvent, onLost, onEnd } = deps;
  const followed = new Map<string, { onAir: OnAirHere | null }>();
  let isClosed = false;

  async function follow(streamId: string, known: { onAir: OnAirHere | null }): Promise<void> {
    let cursor = 0;
    let address = '';
    let failed = 0;
    let heardAtMs = clock.steadyMs();
    while (!isClosed) {
      const home = await homes.elsewhere(streamId);
      const engine = await engines.stream(streamId);
      if (!home || !engine || (await engine.read((state) => isOver(state)))) return;
      if (home.address !== address) {
        if (address !== '') onLost(streamId);
        [cursor, address, failed] = [0, home.address, 0];
      }
      try {
        const asked = { use: 'media:news', args: [streamId, nodeId, cursor, watchers(streamId)] };
        const news = (await peers.ask(address, asked, POLL_MS)).value as NodeEvents;
        if (isClosed) return;
        [failed, heardAtMs] = [0, clock.steadyMs()];
        const hasChanged = cursor !== news.cursor;
        cursor = news.cursor;
        known.onAir = news.onAir;
        onAnswer(streamId, news.onAir);
        for (const event of news.events) onEvent(streamId, event);
        if (hasChanged) onNews(streamId);
      } catch (error) {
        if (!(error instanceof PeerGone)) throw error;
        failed += 1;
        cursor = 0;
        if (failed === 1) onLost(streamId);
        if (known.onAir) {
          known.onAir = { ...known.onAir, sources: [], broadcaster: null };
          onNews(streamId);
        }
        if (failed === GONE_AFTER) await tellSilence(streamId, home.node, clock.steadyMs() - heardAtMs);
        await new Promise<void>((resolve) => clock.at(clock.nowMs() + AGAIN_MS, resolve));
      }
    }
  }

  /** The home went silent with its media: somebody has to tell the log, which counts the ten seconds (S2). */
  async function tellSilence(streamId: string, node: string, silentMs: number): Promise<void> {
    const engine = await engines.stream(streamId);
    await engine?.submit({
      ...{ readAtMs: clock.steadyMs(), ids: [], key: null },
      decide: (state, at) =>
        state.mediaHome?.node === node
          ? mediaStopped(state, { lastAtMs: at.receivedAtMs - silentMs }, at)
          : { kind: 'accepted', facts: [], reply: (_, seq) => ({ seq }) },
    });
  }

  return {
    /** False if too many are followed already. */
    follow(streamId: string): boolean {
      if (followed.has(streamId)) return true;
      if (isClosed || followed.size >= MAX_FOLLOWED) return false;
      const known = { onAir: null };
      followed.set(streamId, known);
      follow(streamId, known)
        .catch((error: unknown) => onFault(error, 'media of another node'))
        .finally(() => {
          followed.delete(streamId);
          onEnd(streamId);
        });
      return true;
    },
    /** What is on the air at the home, as it was heard last. */
    onAir: (streamId: string): OnAirHere | null => followed.get(streamId)?.onAir ?? null,
    close(): void {
      isClosed = true;
    },
  };
}
