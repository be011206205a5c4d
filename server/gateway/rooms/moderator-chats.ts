import type { ChatModeration, ChatModerationChange } from '../../../shared/market/chat/contract.ts';
import type { ChatAt } from '../../application/application.ts';
import { seesModeration } from '../../application/chat/sight.ts';
import type { ConsoleSession } from '../connection/console-session.ts';
import type { GatewayDeps } from '../deps.ts';

/** Time between two frames in ms. */
const TICK_MS = 500;
/** Time after which chats are read again, in ms: a text may be destroyed without a fact, and a console may have left. */
const AGAIN_MS = 60_000;

interface Deps extends Pick<GatewayDeps, 'application'> {
  /** The consoles that are open here. */
  open: () => Iterable<ConsoleSession>;
  onFault: (fault: unknown) => void;
}

interface Moderated {
  at: ChatAt<ChatModeration> | null;
  timer: NodeJS.Timeout | null;
}

/** Chats as moderators see them: sent to each console with the right at that moment (A1), twice a second at most. */
export class ModeratorChats {
  readonly #deps: Deps;
  readonly #chats = new Map<string, Moderated>();
  readonly #stop: () => void;
  readonly #again: NodeJS.Timeout;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#stop = deps.application.chats.onChanged((streamId) => this.#changed(streamId));
    this.#again = setInterval(() => {
      for (const streamId of this.#chats.keys()) this.#changed(streamId);
    }, AGAIN_MS).unref();
  }

  /** Shows a console the chat whole. */
  async show(session: ConsoleSession, streamId: string): Promise<void> {
    if (!sees(session, streamId)) return;
    const chat = this.#chats.get(streamId) ?? { at: null, timer: null };
    this.#chats.set(streamId, chat);
    const at = await this.#deps.application.chats.moderation(streamId);
    if (!at || !sees(session, streamId)) return;
    session.socket.emit('chat:s', at.history, at.seq, at.view);
    // Other consoles may be behind it: the next frame starts from the oldest.
    chat.at ??= at;
  }

  close(): void {
    this.#stop();
    clearInterval(this.#again);
    for (const { timer } of this.#chats.values()) if (timer) clearTimeout(timer);
    this.#chats.clear();
  }

  #changed(streamId: string): void {
    const chat = this.#chats.get(streamId);
    if (!chat) return;
    chat.timer ??= setTimeout(() => {
      chat.timer = null;
      void this.#tell(streamId, chat).catch((fault: unknown) => {
        this.#deps.onFault(fault);
        this.#changed(streamId);
      });
    }, TICK_MS);
  }

  async #tell(streamId: string, chat: Moderated): Promise<void> {
    const seeing = [...this.#deps.open()].filter((session) => sees(session, streamId));
    if (seeing.length === 0) {
      this.#chats.delete(streamId);
      return;
    }
    const at = await this.#deps.application.chats.moderation(streamId);
    if (!at) return;
    const before = chat.at;
    chat.at = at;
    const { history, seq, view } = at;
    const isAnew = before !== null && before.history !== '' && before.history !== history;
    const change = isAnew || !before ? view : moderationChangeOf(before.view, view);
    if (Object.keys(change).length === 0) return;
    for (const session of seeing) {
      if (sees(session, streamId)) session.socket.emit(isAnew ? 'chat:s' : 'chat:d', history, seq, change);
    }
  }
}

function sees(session: ConsoleSession, streamId: string): boolean {
  const { watching, isInRoom } = session;
  return isInRoom && watching?.streamId === streamId && seesModeration(watching.rights);
}

/** The parts that differ, each whole; of the lines those that differ, and those that were settled and left the view. */
export function moderationChangeOf(before: ChatModeration, now: ChatModeration): ChatModerationChange {
  const known = new Map(before.lines.map((line) => [line.seq, JSON.stringify(line)]));
  const { lines, ...parts } = now;
  const changed = lines.filter((line) => known.get(line.seq) !== JSON.stringify(line));
  const differing = Object.entries(parts).filter(
    ([part, value]) => JSON.stringify(before[part as keyof ChatModeration]) !== JSON.stringify(value),
  );
  const present = new Set(lines.map((line) => line.seq));
  const gone = before.lines.flatMap(({ seq, state }) => (state === 'shown' || present.has(seq) ? [] : [seq]));
  return {
    ...Object.fromEntries(differing),
    ...(changed.length > 0 && { lines: changed }),
    ...(gone.length === 0 ? {} : { gone }),
  };
}
