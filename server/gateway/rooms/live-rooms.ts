import type { GatewayDeps } from '../deps.ts';
import type { Presence } from '../presence.ts';
import type { Encoded, Outbound } from '../transport/transport.ts';
import { type LiveChannel, LiveRoom } from './live-room.ts';
import { liveRoom } from './room-names.ts';

/** A room with its last snapshot, encoded once per seq however many join. */
export interface OpenRoom {
  room: LiveRoom;
  snapshot(): Encoded;
}

interface Deps extends Pick<GatewayDeps, 'application' | 'publications' | 'isCurrent' | 'clock' | 'log'> {
  outbound: Outbound;
  presence: Pick<Presence, 'viewers'>;
  /** Told of each frame, how many connections get it. */
  onFrame: (receivers: number) => void;
}

/** The live rooms of this node: opened by the first who joins, closed when nobody has been there for a minute. */
export class LiveRooms {
  readonly #deps: Deps;
  readonly #rooms = new Map<string, Promise<OpenRoom | null>>();
  readonly #listening = new Map<string, LiveRoom>();
  readonly #unsubscribe: () => void;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#unsubscribe = deps.publications.subscribe((publication) =>
      this.#listening.get(publication.streamId)?.hear(publication),
    );
  }

  /** @returns null if there is no such stream */
  async open(streamId: string): Promise<OpenRoom | null> {
    let opening = this.#rooms.get(streamId);
    if (!opening) {
      opening = this.#start(streamId);
      this.#rooms.set(streamId, opening);
      opening.catch(() => this.#forget(streamId));
    }
    const open = await opening;
    open?.room.touch();
    return open;
  }

  close(): void {
    this.#unsubscribe();
    for (const streamId of [...this.#listening.keys()]) this.#forget(streamId);
  }

  async #start(streamId: string): Promise<OpenRoom | null> {
    const { application, clock, log, isCurrent } = this.#deps;
    const room = new LiveRoom({
      position: () => application.position(streamId),
      readOn: (told) => application.readOn(streamId, told),
      channel: this.#channel(streamId),
      isCurrent,
      clock,
      streamNowMs: () => application.timeOf(streamId, clock.steadyMs()),
      onIdle: () => this.#forget(streamId),
      onFault: (fault) =>
        log.error({ err: fault, context: 'live room', streamId }, 'a live room could not read its stream'),
    });
    // It listens before it reads: nothing falls between.
    this.#listening.set(streamId, room);
    if (await room.open()) return { room, snapshot: this.#snapshots(room) };
    this.#forget(streamId);
    return null;
  }

  #channel(streamId: string): LiveChannel {
    const { application, outbound, presence, onFrame } = this.#deps;
    const name = liveRoom(streamId);
    return {
      tell(...told) {
        onFrame(outbound.sizeOf(name) * told.length);
        outbound.send(name, outbound.encodeEvents(told));
      },
      connections: () => outbound.sizeOf(name),
      backlog: () => outbound.backlogOf(name),
      tookMs: () => outbound.tookMs(name),
      viewers: () => presence.viewers(streamId),
      isCrowded: () => application.isCrowded(streamId),
    };
  }

  #snapshots(room: LiveRoom): () => Encoded {
    let last: { history: string; seq: number; encoded: Encoded } | null = null;
    return () => {
      if (last?.seq !== room.seq || last.history !== room.history) {
        const { history, to, changes } = room.snapshot();
        last = { history, seq: to, encoded: this.#deps.outbound.encodeEvent('s', history, to, changes) };
      }
      return last.encoded;
    };
  }

  #forget(streamId: string): void {
    this.#listening.get(streamId)?.close();
    this.#listening.delete(streamId);
    this.#rooms.delete(streamId);
  }
}
