import type { Application, BuyerActor } from '../../../server/application/application.ts';
import { liveViewKind } from '../../../server/gateway/rooms/live-view-kind.ts';
import { Room, type RoomChannel } from '../../../server/gateway/rooms/room.ts';
import type { Told } from '../../../server/gateway/rooms/room-kind.ts';
import type { Clock } from '../../../server/lib/clock.ts';
import type { Publications } from '../../../server/ports/publication.ts';
import type { PrivateView } from '../../../shared/contract/private-view.ts';
import type { Change, LiveView } from '../../../shared/live-view/entries.ts';

/** The far end of one viewer's line, as a node sees it. */
export interface Wire {
  actor: BuyerActor;
  isOpen: boolean;
  /** Out of its room; set by whoever lets it in. */
  leave(): void;
  tell(...told: Told<Change>): void;
}

interface Open {
  room: Room<LiveView, Change>;
  wires: Set<Wire>;
}

/** The viewers' side of a node without its sockets: the real room of a stream, and who is in it. */
export function openRooms(deps: {
  application: Application;
  publications: Publications;
  isCurrent: () => boolean;
  clock: Clock;
  onFault: (error: unknown) => void;
}) {
  const rooms = new Map<string, Promise<Open | null>>();
  const heard = new Map<string, Room<LiveView, Change>>();
  deps.publications.subscribe((publication) => heard.get(publication.streamId)?.hear(publication));

  async function start(streamId: string): Promise<Open | null> {
    const wires = new Set<Wire>();
    const channel: RoomChannel<Change> = {
      tell(...told) {
        for (const wire of wires) for (const each of told) wire.tell(...each);
      },
      connections: () => wires.size,
      backlog: () => 0,
      isCrowded: () => false,
      tookMs: () => 0,
      viewers: () => wires.size,
    };
    const room = new Room(liveViewKind, {
      position: () => deps.application.position(streamId),
      readOn: (told) => deps.application.readOn(streamId, told),
      channel,
      isCurrent: deps.isCurrent,
      clock: deps.clock,
      logNowMs: () => deps.application.timeOf(streamId, deps.clock.steadyMs()),
      onIdle: () => forget(streamId),
      onFault: deps.onFault,
    });
    heard.set(streamId, room);
    if (await room.open()) return { room, wires };
    forget(streamId);
    return null;
  }

  function forget(streamId: string): void {
    heard.get(streamId)?.close();
    heard.delete(streamId);
    rooms.delete(streamId);
  }

  return {
    /** Brings a viewer up to date and into the room, in the order in which the gateway does it. */
    async join(
      wire: Wire,
      streamId: string,
      told: { history: string; seq: number } | null,
      isMismatch: boolean,
    ): Promise<{ history: string; seq: number; me: PrivateView } | null> {
      let opening = rooms.get(streamId);
      if (!opening) {
        opening = start(streamId);
        rooms.set(streamId, opening);
        opening.catch(() => forget(streamId));
      }
      const open = await opening;
      if (!open || !wire.isOpen) return null;
      open.room.touch();
      const { room, wires } = open;
      if (told) await room.readUpTo(told);
      const me = await deps.application.privateView(streamId, wire.actor);
      if (!wire.isOpen) return null;
      const cursor = isMismatch ? null : told;
      const delta = cursor ? room.deltaSince(cursor.history, cursor.seq) : null;
      if (delta) wire.tell('d', delta.history, delta.from, delta.to, [...delta.changes]);
      else {
        const { history, to, changes } = room.snapshot();
        wire.tell('s', history, to, changes);
      }
      wires.add(wire);
      wire.leave = () => wires.delete(wire);
      return { history: room.history, seq: room.seq, me };
    },
  };
}

export type Rooms = ReturnType<typeof openRooms>;
