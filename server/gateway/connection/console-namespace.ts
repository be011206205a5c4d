import type { Namespace, Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { ConsoleMediaView } from '../../../shared/contract/media.ts';
import { type ConsoleCommand, consoleCommands } from '../../../shared/protocol.ts';
import { ConsoleRooms } from '../rooms/console-rooms.ts';
import { GrowingMedia } from '../rooms/growing-media.ts';
import { ModeratorChats } from '../rooms/moderator-chats.ts';
import { consoleRooms } from '../rooms/room-names.ts';
import { type Outbound, outboundOf } from '../transport/transport.ts';
import { admitStaff } from './admit-staff.ts';
import { ConsoleCommands } from './console-commands.ts';
import { ConsoleEntrance } from './console-entrance.ts';
import { ConsoleJudge } from './console-judge.ts';
import type { ConsoleSession } from './console-session.ts';
import type { ConsoleDeps } from './session-deps.ts';
import { Sessions, type Side } from './sessions.ts';

/** The namespace of staff: their sessions, rooms and commands; rights are judged on every message (A1). */
export class ConsoleNamespace implements Side<ConsoleSession> {
  readonly commands = consoleCommands;
  readonly gauge = 'consoleConnections';
  readonly #deps: ConsoleDeps;
  readonly #outbound: Outbound;
  readonly #sessions: Sessions<ConsoleSession>;
  readonly #rooms: ConsoleRooms;
  readonly #judge: ConsoleJudge;
  readonly #entrance: ConsoleEntrance;
  readonly #commands: ConsoleCommands;
  readonly #chats: ModeratorChats;
  readonly #growing: GrowingMedia;
  readonly #stopMedia: () => void;

  constructor(namespace: Namespace, deps: ConsoleDeps) {
    const onFault = (fault: unknown) => this.onFault(fault);
    this.#deps = deps;
    this.#outbound = outboundOf(namespace);
    this.#rooms = new ConsoleRooms({ ...deps, outbound: this.#outbound });
    this.#sessions = new Sessions(namespace, this, deps);
    const open = () => this.#sessions.all;
    this.#judge = new ConsoleJudge({ ...deps, open, rooms: this.#rooms, onFault });
    const { application } = deps;
    this.#chats = new ModeratorChats({ application, open: () => this.#sessions.all.values(), onFault });
    const parts = { judge: this.#judge, noteRefused: this.#noteRefused.bind(this) };
    this.#entrance = new ConsoleEntrance(deps, {
      ...parts,
      rooms: this.#rooms,
      tellMedia: (streamId, session) => void this.#tellMedia(streamId, session).catch(onFault),
      showChat: (streamId, session) => void this.#chats.show(session, streamId).catch(onFault),
    });
    this.#commands = new ConsoleCommands(deps, { ...parts, entrance: this.#entrance });
    this.#stopMedia = deps.media.subscribe((streamId) => this.#tellMedia(streamId).catch(onFault));
    this.#growing = new GrowingMedia({
      clock: deps.clock,
      streams: () => [...this.#sessions.all.values()].flatMap(({ streamId }) => streamId ?? []),
      view: (streamId) => deps.media.consoleView(streamId),
      tell: (streamId, view) => this.#tellRooms(streamId, view),
      onFault,
    });
  }

  admit(socket: Socket): Promise<ConsoleSession | Error> {
    return admitStaff(socket, this.#judge.changes, this.#deps);
  }

  came(session: ConsoleSession): void {
    const asOf = session.greet();
    // Rights changed during admission: the session is judged before its first command.
    if (asOf !== this.#judge.changes) this.#judge.doubt(session);
  }

  left(): void {}

  run(session: ConsoleSession, command: string, request: never, readAtMs: number): Promise<Ack<object>> {
    return this.#commands.run(session, command as ConsoleCommand, request, readAtMs);
  }

  refresh(session: ConsoleSession): Promise<void> {
    return this.#entrance.refresh(session);
  }

  onFault(fault: unknown): void {
    this.#deps.sampledLog.error({ err: fault, context: 'console' }, 'a console could not be served');
  }

  /** Closes the consoles of an ended sign-in immediately. */
  signInEnded(tokenHash: string): void {
    this.#judge.signInEnded(tokenHash);
  }

  /** Re-judges the consoles of a member of staff whose role or account changed. */
  staffChanged(staffId: string): void {
    this.#judge.staffChanged(staffId);
  }

  sayByeToAll(): void {
    this.#sessions.sayByeToAll();
  }

  close(): void {
    this.#judge.close();
    this.#growing.close();
    this.#chats.close();
    this.#stopMedia();
    this.#rooms.close();
    this.#sessions.close();
  }

  /** Sends the live video of a stream, to one new console or to all of the stream. */
  async #tellMedia(streamId: string, to: ConsoleSession | null = null): Promise<void> {
    if (!to && consoleRooms(streamId).every((room) => this.#outbound.sizeOf(room) === 0)) return;
    const view = await this.#deps.media.consoleView(streamId);
    if (!view) return;
    if (to) to.socket.emit('media', view);
    else this.#tellRooms(streamId, view);
  }

  #tellRooms(streamId: string, view: ConsoleMediaView): void {
    const encoded = this.#outbound.encodeEvent('media', view);
    for (const room of consoleRooms(streamId)) this.#outbound.send(room, encoded);
  }

  /** Notes a refusal for want of a right in the security log. */
  #noteRefused({ socket, signedIn }: ConsoleSession, what: string, stream: string): void {
    const { security, addresses } = this.#deps;
    const { staffId, device: session } = signedIn.actor;
    const { ip } = addresses.of(socket.request);
    security.note({ kind: 'refused', staffId, session, ip, what, stream });
  }
}
