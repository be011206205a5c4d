import type { Application, StaffRights } from '../../application/application.ts';
import { shownTo, sightOf } from '../../application/stream/sight.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Publication, Publications } from '../../ports/publication.ts';
import type { ConsoleRooms } from '../rooms/console-rooms.ts';
import { sayBye } from '../transport/transport.ts';
import type { StaffSessions } from '../visitors/staff-sessions.ts';
import type { ConsoleSession, Watching } from './console-session.ts';

const BEAT_MS = 1_000;
/**
 * Beats of `BEAT_MS` between two rounds over all consoles, which find a change whose message was lost. While the bus is
 * down, each beat is a round.
 */
const BEATS_PER_ROUND = 60;

interface Deps {
  /** Consoles that are open here, by the id of their sockets. */
  open: () => ReadonlyMap<string, ConsoleSession>;
  sessions: Pick<StaffSessions, 'byHash'>;
  application: Pick<Application, 'staffGrants' | 'consoleFrame'>;
  publications: Publications;
  bus: Pick<Bus, 'isWhole'>;
  rooms: Pick<ConsoleRooms, 'seen' | 'watch'>;
  onFault: (fault: unknown) => void;
}

/**
 * Re-judges open consoles (A1, A2): at once when a role, an account or a grant changes on any node, and in rounds as a
 * safety net. A console in doubt leaves its room before the lookup, so an unreachable store keeps it out.
 */
export class ConsoleJudge {
  readonly #deps: Deps;
  readonly #judging = new Map<ConsoleSession, Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  readonly #unsubscribe: () => void;
  #changes = 0;
  #beats = 0;
  #isRoundDue = false;
  #isGoingRound = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
    this.#unsubscribe = deps.publications.subscribe((publication) => this.#hear(publication));
  }

  /** Changes of rights so far. A lookup that began at another count is stale. */
  get changes(): number {
    return this.#changes;
  }

  /** Waits until a console is judged by the present rights; rejects while the look-up fails. */
  async settled(session: ConsoleSession): Promise<void> {
    while (session.isInDoubt) {
      const judging = this.#judging.get(session) ?? this.#begin(session);
      await judging;
    }
  }

  /** Puts a console in doubt after a change of rights: it gets no frames until it is judged. */
  doubt(session: ConsoleSession): void {
    session.doubt();
    session.leaveRoom();
    this.settled(session).catch(this.#deps.onFault);
  }

  /** Puts the consoles of a member of staff in doubt: their role or account changed. */
  staffChanged(staffId: string): void {
    this.#changes += 1;
    for (const session of this.#open()) if (session.signedIn.actor.staffId === staffId) this.doubt(session);
  }

  /** Closes the consoles of an ended sign-in immediately. */
  signInEnded(tokenHash: string): void {
    this.#changes += 1;
    for (const { socket, signedIn } of this.#open()) {
      if (signedIn.actor.device === tokenHash) sayBye(socket, 'SESSION_ENDED');
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
  }

  #open(): ConsoleSession[] {
    return [...this.#deps.open().values()];
  }

  #hear({ streamId, staff, whole }: Publication): void {
    if (staff.length === 0 && !whole) return;
    this.#changes += 1;
    for (const session of this.#open()) {
      if (session.streamId !== streamId) continue;
      if (whole || staff.includes(session.signedIn.actor.staffId)) this.doubt(session);
    }
  }

  #begin(session: ConsoleSession): Promise<void> {
    const judging = this.#judge(session).finally(() => this.#judging.delete(session));
    this.#judging.set(session, judging);
    return judging;
  }

  async #judge(session: ConsoleSession): Promise<void> {
    while (session.isStale) {
      session.look();
      try {
        await this.#look(session);
      } catch (fault) {
        session.doubt();
        throw fault;
      }
    }
    session.settle();
  }

  /** One look-up of rights. A change during it puts the console in doubt again, and another follows. */
  async #look(session: ConsoleSession): Promise<void> {
    const { sessions, application } = this.#deps;
    const signedIn = await sessions.byHash(session.signedIn.actor.device);
    if (session.isStale || session.isGone) return;
    if (!signedIn) {
      sayBye(session.socket, 'SESSION_ENDED');
      return;
    }
    session.signedIn = signedIn;
    const { streamId } = session;
    if (streamId === null) return;
    const rights = await application.staffGrants(streamId, signedIn.actor);
    const { watching } = session;
    if (session.isStale || watching?.streamId !== streamId) return;
    if (rights) await this.#find(session, watching, rights);
    else {
      session.leaveStream(true);
      session.socket.emit('rights', null);
    }
  }

  /** Applies the rights found: joins their room, and sends what they show. */
  async #find(session: ConsoleSession, watching: Watching, rights: StaffRights): Promise<void> {
    const { application, rooms } = this.#deps;
    const { socket } = session;
    const { streamId, rights: known } = watching;
    const isSame = areSame(known, rights);
    if (isSame && session.isInRoom) return;
    // A broadcast as the host ends with that role.
    if (known.isHost && !rights.isHost) watching.video.leave();
    rooms.watch(streamId);
    session.changeRights(rights);
    let isTold = false;
    try {
      const whole = await application.consoleFrame(streamId);
      if (session.isStale || session.watching?.rights !== rights) return;
      rooms.seen(streamId, whole);
      const frame = shownTo(sightOf(rights), whole);
      if (isSame) socket.emit('c', frame);
      else socket.emit('rights', { ...rights, frame });
      isTold = true;
    } finally {
      // A failed delivery is repeated by the next look-up, unless a new hello began meanwhile.
      if (!isTold && session.watching?.rights === rights) {
        session.leaveRoom();
        watching.rights = known;
      }
    }
  }

  #beat(): void {
    this.#beats += 1;
    this.#isRoundDue ||= this.#beats % BEATS_PER_ROUND === 0 || !this.#deps.bus.isWhole();
    if (this.#isGoingRound) return;
    const round = this.#open().filter((session) => this.#isRoundDue || session.isStale);
    this.#isRoundDue = false;
    if (round.length === 0) return;
    this.#isGoingRound = true;
    void this.#goRound(round).finally(() => {
      this.#isGoingRound = false;
    });
  }

  async #goRound(round: readonly ConsoleSession[]): Promise<void> {
    for (const session of round) {
      // In doubt without a known change: the console stays in its room.
      session.doubt();
      await this.settled(session).catch(this.#deps.onFault);
    }
  }
}

function areSame(one: StaffRights, other: StaffRights): boolean {
  if (one.isHost !== other.isHost || one.grants.length !== other.grants.length) return false;
  return one.grants.every((grant) => other.grants.includes(grant));
}
