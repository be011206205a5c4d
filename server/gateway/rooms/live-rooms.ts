import { liveRoomName } from '../connection/live-connection.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Presence } from '../presence.ts';
import type { Encoded, Outbound } from '../transport/transport.ts';
import { type LiveChannel, LiveRoom } from './live-room.ts';

/** A room with its last snapshot, encoded once per seq however many join. */
export interface OpenRoom {
  room: LiveRoom;
  snapshot(): Encoded;
}

/** The live rooms of this node: opened by the first who joins, closed when nobody has been there for a minute. */
export function openLiveRooms(
  deps: Pick<GatewayDeps, 'application' | 'publications' | 'isCurrent' | 'clock' | 'log'> & {
    adapter: Outbound;
    presence: Presence;
    onFrame: (receivers: number) => void;
  },
) {
  const { application, clock, log, adapter, presence } = deps;
  const rooms = new Map<string, Promise<OpenRoom | null>>();
  const heard = new Map<string, LiveRoom>();
  const unsubscribe = deps.publications.subscribe((publication) =>
    heard.get(publication.streamId)?.hear(publication),
  );

  async function start(streamId: string): Promise<OpenRoom | null> {
    const name = liveRoomName(streamId);
    const channel: LiveChannel = {
      tell(...told) {
        deps.onFrame(adapter.sizeOf(name) * told.length);
        adapter.send(name, adapter.encodeEvents(told));
      },
      connections: () => adapter.sizeOf(name),
      backlog: () => adapter.backlogOf(name),
      tookMs: () => adapter.tookMs(name),
      viewers: () => presence.viewers(streamId),
      isCrowded: () => application.isCrowded(streamId),
    };
    const room = new LiveRoom({
      position: () => application.position(streamId),
      readOn: (told) => application.readOn(streamId, told),
      channel,
      isCurrent: deps.isCurrent,
      clock,
      streamNowMs: () => application.timeOf(streamId, clock.steadyMs()),
      onIdle: () => forget(streamId),
      onFault: (fault) =>
        log.error({ err: fault, context: 'live room', streamId }, 'a live room could not read its stream'),
    });
    // It listens before it reads: nothing falls between.
    heard.set(streamId, room);
    if (!(await room.open())) {
      forget(streamId);
      return null;
    }
    let last: { history: string; seq: number; encoded: Encoded } | null = null;
    return {
      room,
      snapshot() {
        if (last?.seq !== room.seq || last.history !== room.history) {
          const { history, to, changes } = room.snapshot();
          last = { history, seq: to, encoded: adapter.encodeEvent('s', history, to, changes) };
        }
        return last.encoded;
      },
    };
  }

  function forget(streamId: string): void {
    heard.get(streamId)?.close();
    heard.delete(streamId);
    rooms.delete(streamId);
  }

  return {
    /** @returns null if there is no such stream */
    async open(streamId: string): Promise<OpenRoom | null> {
      let opening = rooms.get(streamId);
      if (!opening) {
        opening = start(streamId);
        rooms.set(streamId, opening);
        opening.catch(() => forget(streamId));
      }
      const open = await opening;
      open?.room.touch();
      return open;
    },
    close(): void {
      unsubscribe();
      for (const streamId of [...heard.keys()]) forget(streamId);
    },
  };
}
