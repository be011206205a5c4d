import type { Clock } from '../../lib/clock.ts';
import type { Encoded, Outbound } from '../transport/transport.ts';
import { Room, type RoomChannel } from './room.ts';
import type { Place, Position, Published, RoomKind } from './room-kind.ts';

/** A room with its last snapshot, encoded once per seq for any number of joins. */
export interface OpenRoom<View, Change extends readonly unknown[]> {
  room: Room<View, Change>;
  snapshot(): Encoded;
}

/** The logs of one kind of room, by id. */
export interface RoomSource<View, Change> {
  /** The committed position and view; null if there is no such log. */
  position(id: string): Promise<Position<View> | null>;
  /** Reads the log up to a reported cursor. @returns true if the log reaches it */
  readOn(id: string, told: Place): Promise<boolean>;
  subscribe(hear: (id: string, published: Published<Change>) => void): () => void;
  /** The log's time, epoch ms (T7). */
  nowMs(id: string): number;
  /** The number of distinct viewers, tabs merged. */
  viewers(id: string): number;
  /** True while commands come faster than the log decides. */
  isCrowded(id: string): boolean;
}

interface Deps {
  outbound: Outbound;
  clock: Clock;
  isCurrent: () => boolean;
  /** Called for each event, with the number of its receivers. */
  onTold: (receivers: number) => void;
  onFault: (fault: unknown, id: string) => void;
}

/** The rooms of one kind on this node, by log. The first session opens one; it closes after a minute without any. */
export class Rooms<View, Change extends readonly unknown[]> {
  readonly #kind: RoomKind<View, Change>;
  readonly #source: RoomSource<View, Change>;
  readonly #deps: Deps;
  readonly #rooms = new Map<string, Promise<OpenRoom<View, Change> | null>>();
  readonly #listening = new Map<string, Room<View, Change>>();
  readonly #unsubscribe: () => void;

  constructor(kind: RoomKind<View, Change>, source: RoomSource<View, Change>, deps: Deps) {
    this.#kind = kind;
    this.#source = source;
    this.#deps = deps;
    this.#unsubscribe = source.subscribe((id, published) => this.#listening.get(id)?.hear(published));
  }

  /** Opens a room. @returns null if there is no such log */
  async open(id: string): Promise<OpenRoom<View, Change> | null> {
    let opening = this.#rooms.get(id);
    if (!opening) {
      opening = this.#start(id);
      this.#rooms.set(id, opening);
      opening.catch(() => this.#forget(id));
    }
    const open = await opening;
    open?.room.touch();
    return open;
  }

  /** The ids of the rooms that are open. */
  openIds(): string[] {
    return [...this.#listening.keys()];
  }

  close(): void {
    this.#unsubscribe();
    for (const id of [...this.#listening.keys()]) this.#forget(id);
  }

  async #start(id: string): Promise<OpenRoom<View, Change> | null> {
    const { clock, isCurrent, onFault } = this.#deps;
    const source = this.#source;
    const room = new Room(this.#kind, {
      position: () => source.position(id),
      readOn: (told) => source.readOn(id, told),
      channel: this.#channel(id),
      isCurrent,
      clock,
      logNowMs: () => source.nowMs(id),
      onIdle: () => this.#forget(id),
      onFault: (fault) => onFault(fault, id),
    });
    // It subscribes before it reads, so no publication is missed.
    this.#listening.set(id, room);
    if (await room.open()) return { room, snapshot: this.#snapshots(room) };
    this.#forget(id);
    return null;
  }

  #channel(id: string): RoomChannel<Change> {
    const { outbound, onTold } = this.#deps;
    const source = this.#source;
    const { prefix, nameOf } = this.#kind;
    const name = nameOf(id);
    return {
      tell(...told) {
        onTold(outbound.sizeOf(name) * told.length);
        const named = told.map(([event, ...said]) => [prefix + event, ...said] as const);
        outbound.send(name, outbound.encodeEvents(named));
      },
      connections: () => outbound.sizeOf(name),
      backlog: () => outbound.backlogOf(name),
      tookMs: () => outbound.tookMs(name),
      viewers: () => source.viewers(id),
      isCrowded: () => source.isCrowded(id),
    };
  }

  #snapshots(room: Room<View, Change>): () => Encoded {
    let last: { history: string; seq: number; encoded: Encoded } | null = null;
    return () => {
      if (last?.seq !== room.seq || last.history !== room.history) {
        const { history, to, changes } = room.snapshot();
        const encoded = this.#deps.outbound.encodeEvent(`${this.#kind.prefix}s`, history, to, changes);
        last = { history, seq: to, encoded };
      }
      return last.encoded;
    };
  }

  #forget(id: string): void {
    this.#listening.get(id)?.close();
    this.#listening.delete(id);
    this.#rooms.delete(id);
  }
}
