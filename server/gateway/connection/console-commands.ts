import type { Ack } from '../../../shared/contract/answer.ts';
import {
  type ConsoleCommand,
  type ConsoleCommandOf,
  consoleCommands,
  type MediaCommand,
} from '../../../shared/protocol.ts';
import { refusalAck } from '../../application/ack.ts';
import type { StaffCommand } from '../../market/command-spec.ts';
import { mediaRights } from '../../media/media-rights.ts';
import { sayBye } from '../transport/transport.ts';
import type { ConsoleEntrance } from './console-entrance.ts';
import type { ConsoleJudge } from './console-judge.ts';
import type { ConsoleSession, Watching } from './console-session.ts';
import type { ConsoleDeps } from './session-deps.ts';
import { tellTime } from './tell-time.ts';

/** Commands that need a stream on the session's screen. */
type OnStream = Exclude<ConsoleCommand, 'hello' | 'time'>;

interface Parts {
  judge: ConsoleJudge;
  entrance: ConsoleEntrance;
  noteRefused: (session: ConsoleSession, what: string, slug: string) => void;
}

/** Dispatch of staff commands by the decider that the contract names. */
export class ConsoleCommands {
  readonly #deps: ConsoleDeps;
  readonly #parts: Parts;

  constructor(deps: ConsoleDeps, parts: Parts) {
    this.#deps = deps;
    this.#parts = parts;
  }

  /**
   * Runs a parsed command once its session is judged. Refusals: UNAUTHENTICATED after the sign-in ended, BAD_REQUEST
   * before a hello, NOT_FOUND after the session was turned away.
   */
  async run(
    session: ConsoleSession,
    command: ConsoleCommand,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    if (session.signedIn.untilMs <= this.#deps.clock.nowMs()) {
      sayBye(session.socket, 'SESSION_ENDED');
      return refusalAck({ code: 'UNAUTHENTICATED' });
    }
    if (command === 'time') return tellTime(this.#deps, session.streamId);
    await this.#parts.judge.settled(session);
    if (session.isGone) return refusalAck({ code: 'UNAUTHENTICATED' });
    if (command === 'hello') return this.#parts.entrance.hello(session, request);
    const { watching } = session;
    return watching
      ? this.#runOn(watching, session, command, request, readAtMs)
      : this.#refuse(session, command);
  }

  #runOn(
    watching: Watching,
    session: ConsoleSession,
    command: OnStream,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    switch (consoleCommands[command].decidedBy) {
      case 'media':
        return this.#runMedia(session, watching, command as MediaCommand, request);
      case 'chat':
        return this.#care(session, watching, command as ConsoleCommandOf<'chat'>, request, readAtMs);
      case 'stream':
        return this.#decide(session, watching, command as StaffCommand, request, readAtMs);
    }
  }

  /** Refuses a command of a session without a stream: before its hello, or after its rights were taken. */
  #refuse(session: ConsoleSession, command: OnStream): Ack<object> {
    const { turnedAwayFrom } = session;
    if (turnedAwayFrom === null) return refusalAck({ code: 'BAD_REQUEST', field: 'hello' });
    this.#parts.noteRefused(session, command, turnedAwayFrom);
    return refusalAck({ code: 'NOT_FOUND' });
  }

  /** Runs a live-video command within its right; no log decides these. */
  async #runMedia(
    session: ConsoleSession,
    watching: Watching,
    command: MediaCommand,
    request: never,
  ): Promise<Ack<object>> {
    const { streamId, video } = watching;
    const why = await this.#deps.application.whyMayNot(
      session.signedIn.actor,
      streamId,
      mediaRights[command],
    );
    return why ? this.#forbidden(session, watching, command, refusalAck(why)) : video.run(command, request);
  }

  /** Cares for the chat, within its right. */
  async #care(
    session: ConsoleSession,
    watching: Watching,
    command: ConsoleCommandOf<'chat'>,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    const { chats } = this.#deps.application;
    const ack = await chats.console(session.signedIn.actor, watching.streamId, command, request, readAtMs);
    if (command === 'chat:delete' && ack.ok && !('replay' in ack && ack.replay === true)) {
      this.#deps.counters.chat.deleted += 1;
    }
    const isNotTheirs = !ack.ok && (ack.code === 'FORBIDDEN' || ack.code === 'NOT_FOUND');
    return isNotTheirs ? this.#forbidden(session, watching, command, ack) : ack;
  }

  async #decide(
    session: ConsoleSession,
    watching: Watching,
    command: StaffCommand,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    const { application } = this.#deps;
    const { actor } = session.signedIn;
    const ack = await application.console<StaffCommand>(actor, watching.streamId, command, request, readAtMs);
    if (ack.ok || !ack.lacksRight) return ack;
    const { lacksRight: _, ...told } = ack;
    return this.#forbidden(session, watching, command, told);
  }

  /** Notes a refusal for want of a right. A session without any right on the stream leaves its live video. */
  #forbidden(session: ConsoleSession, watching: Watching, command: string, ack: Ack<object>): Ack<object> {
    if (!ack.ok && ack.code === 'NOT_FOUND') watching.video.leave();
    this.#parts.noteRefused(session, command, watching.slug);
    return ack;
  }
}
