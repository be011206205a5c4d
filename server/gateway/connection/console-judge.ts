import type { Application, StaffRights } from '../../application/application.ts';
import { shownTo, sightOf } from '../../application/stream/sight.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Publications } from '../../ports/publication.ts';
import type { openConsoleRooms } from '../rooms/console-rooms.ts';
import type { StaffSessions } from '../staff-sessions.ts';
import { sayBye } from '../transport/transport.ts';
import type { ConsoleConnection } from './console-connection.ts';
import { leaveMedia } from './media-sessions.ts';

const BEAT_MS = 1_000;
/** A change that nobody told of is found after so many beats; while the nodes can't tell each other, after one. */
const BEATS_PER_ROUND = 60;

/**
 * Judges open consoles again (A1, A2): at once when a role, an account or a grant changed, at whatever node, and in
 * rounds as a net. A console in doubt leaves its room before anything is looked up, so a store that does not answer
 * keeps nobody in it.
 */
export function openConsoleJudge(deps: {
  connections: ReadonlyMap<string, ConsoleConnection>;
  sessions: Pick<StaffSessions, 'byHash'>;
  application: Pick<Application, 'staffGrants' | 'consoleFrame'>;
  publications: Publications;
  bus: Pick<Bus, 'isWhole'>;
  floors: Pick<ReturnType<typeof openConsoleRooms>, 'seen'>;
  /** Puts a console into the room of its rights. */
  enter: (connection: ConsoleConnection, streamId: string, rights: StaffRights) => void;
  /** Takes it off its stream. */
  leave: (connection: ConsoleConnection) => void;
  onFault: (fault: unknown) => void;
}) {
  const { connections, sessions, application, onFault } = deps;
  let changes = 0;

  function doubt(connection: ConsoleConnection): void {
    connection.isInDoubt = true;
    leaveRoom(connection);
    settled(connection).catch(onFault);
  }

  /** Waits until a console is judged as things stand; rejects while that can't be found out. */
  async function settled(connection: ConsoleConnection): Promise<void> {
    while (connection.isInDoubt || connection.judging) {
      connection.judging ??= judge(connection).finally(() => {
        connection.judging = null;
      });
      await connection.judging;
    }
  }

  async function judge(connection: ConsoleConnection): Promise<void> {
    while (connection.isInDoubt) {
      connection.isInDoubt = false;
      try {
        await look(connection);
      } catch (fault) {
        connection.isInDoubt = true;
        throw fault;
      }
    }
  }

  /** One look. Whatever changes meanwhile puts the console in doubt again, and then another one follows. */
  async function look(connection: ConsoleConnection): Promise<void> {
    const { socket } = connection;
    const signedIn = await sessions.byHash(connection.signedIn.actor.device);
    if (connection.isInDoubt) return;
    if (!signedIn) {
      sayBye(socket, 'SESSION_ENDED');
      return;
    }
    connection.signedIn = signedIn;
    const { streamId } = connection;
    if (streamId === null) return;
    const rights = await application.staffGrants(streamId, signedIn.actor);
    if (connection.isInDoubt || connection.streamId !== streamId) return;
    if (!rights) {
      deps.leave(connection);
      connection.isTurnedAway = true;
      socket.emit('rights', null);
      return;
    }
    const told = connection.rights;
    const isSame = told !== null && areSame(told, rights);
    if (isSame && connection.room !== null) return;
    // Who broadcasts as the host does not go on as somebody else.
    if (told?.isHost && !rights.isHost) leaveMedia(connection);
    leaveRoom(connection);
    deps.enter(connection, streamId, rights);
    let isTold = false;
    try {
      const whole = await application.consoleFrame(streamId);
      if (connection.isInDoubt || connection.rights !== rights) return;
      deps.floors.seen(streamId, whole);
      const frame = shownTo(sightOf(rights), whole);
      if (isSame) socket.emit('c', frame);
      else socket.emit('rights', { ...rights, frame });
      isTold = true;
    } finally {
      // What it was not told of is told by the next look; unless a hello has begun anew meanwhile.
      if (!isTold && connection.rights === rights) {
        leaveRoom(connection);
        connection.rights = told;
      }
    }
  }

  let beats = 0;
  let isRoundDue = false;
  let isGoingRound = false;
  const beat = setInterval(() => {
    beats += 1;
    isRoundDue ||= beats % BEATS_PER_ROUND === 0 || !deps.bus.isWhole();
    if (isGoingRound) return;
    const round = [...connections.values()].filter((each) => isRoundDue || each.isInDoubt);
    isRoundDue = false;
    if (round.length === 0) return;
    isGoingRound = true;
    void goRound(round).finally(() => {
      isGoingRound = false;
    });
  }, BEAT_MS);

  async function goRound(round: readonly ConsoleConnection[]): Promise<void> {
    for (const connection of round) {
      // Nobody said that anything changed: it stays in its room meanwhile.
      connection.isInDoubt = true;
      await settled(connection).catch(onFault);
    }
  }

  const unsubscribe = deps.publications.subscribe(({ streamId, staff, whole }) => {
    if (staff.length === 0 && !whole) return;
    changes += 1;
    for (const connection of connections.values()) {
      if (connection.streamId !== streamId) continue;
      if (whole || staff.includes(connection.signedIn.actor.staffId)) doubt(connection);
    }
  });

  return {
    /** Counts what may have changed anybody's rights: who looked them up before it moved looks again. */
    changes: () => changes,
    settled,
    doubt,
    /** What somebody may do is another thing now. */
    changed(staffId: string): void {
      changes += 1;
      for (const connection of connections.values()) {
        if (connection.signedIn.actor.staffId === staffId) doubt(connection);
      }
    },
    /** A session is over: its sockets are closed at once. */
    ended(tokenHash: string): void {
      changes += 1;
      for (const { socket, signedIn } of [...connections.values()]) {
        if (signedIn.actor.device === tokenHash) sayBye(socket, 'SESSION_ENDED');
      }
    },
    close(): void {
      clearInterval(beat);
      unsubscribe();
    },
  };
}

function leaveRoom(connection: ConsoleConnection): void {
  if (connection.room) void connection.socket.leave(connection.room);
  connection.room = null;
}

function areSame(one: StaffRights, other: StaffRights): boolean {
  if (one.isHost !== other.isHost || one.grants.length !== other.grants.length) return false;
  return one.grants.every((grant) => other.grants.includes(grant));
}
