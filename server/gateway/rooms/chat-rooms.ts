import { CARE_UNDO_MS, CHAT_LINES_KEPT } from '../../../shared/market/chat/bounds.ts';
import type { ChatChange, ChatLine, ChatWhole, OwnSilence } from '../../../shared/market/chat/contract.ts';
import type { ChatAt } from '../../application/application.ts';
import type { Clock } from '../../lib/clock.ts';
import type { LiveSession } from '../connection/live-session.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Encoded, Outbound } from '../transport/transport.ts';
import { OwnSilences } from './own-silences.ts';
import { chatRoom, littleChatRoom, liveRoom } from './room-names.ts';

/** Time between two frames in ms: two a second at most. */
const TICK_MS = 500;
/** Time between two frames of viewers' lines alone while others are left out, in ms: a frame costs as much as a line. */
const TOGETHER_MS = 2_000;
/** Time between two frames that bring hearts alone. */
const HEARTS_MS = 1_000;
/** Time after which a quiet chat is read again, in ms: a text may be destroyed without a fact, and a hint be lost. */
const AGAIN_MS = 60_000;
/** The highest count of hearts in a frame. */
const MAX_HEARTS = 9_999;

interface Deps extends Pick<GatewayDeps, 'application'> {
  outbound: Outbound;
  clock: Pick<Clock, 'nowMs' | 'at'>;
  /** The screens that are open here. */
  sessions: () => Iterable<LiveSession>;
  /** Called for each event, with the number of its receivers. */
  onTold: (receivers: number) => void;
  /** Called for each frame that is left out, since the live room comes first. */
  onSkipped: () => void;
  onFault: (fault: unknown, streamId: string) => void;
}

/** The chat of a stream as of the last frame, encoded once for any number of joins. */
interface ChatRoom {
  at: ChatAt<ChatWhole>;
  encoded: Encoded | null;
  /** The same for who wants little data. */
  little: Encoded | null;
  isDirty: boolean;
  hearts: number;
  lastMs: number;
  /** When the last changes were sent to the room. */
  sentMs: number;
  /** When lines were last sent. */
  linesMs: number;
  /** When the next frame is due; infinite: none is. */
  dueMs: number;
  callOff: (() => void) | null;
  isTelling: boolean;
}

/**
 * The rooms of chats on this node. A frame is the difference from the last one; it is skipped, not queued, while the live
 * room of the stream is being served or crowded, for five seconds at most (N3). A chat that cannot be opened is none.
 */
export class ChatRooms {
  readonly #deps: Deps;
  readonly #rooms = new Map<string, Promise<ChatRoom | null>>();
  /** Sends each silenced viewer their own silence, with the chat. */
  readonly #silences: OwnSilences;
  readonly #stop: () => void;
  #isClosed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#silences = new OwnSilences({ ...deps, tell: (...told) => this.#tellSilence(...told) });
    this.#stop = deps.application.chats.onChanged((streamId) => this.#changed(streamId));
  }

  /**
   * Brings a screen into the chat of a stream, or into that of little data, as it wants by now. No await stands between the
   * snapshot and the room, so no frame is lost.
   */
  async join(session: LiveSession, streamId: string): Promise<void> {
    try {
      const room = await this.#open(streamId);
      if (!room || session.streamId !== streamId) return;
      const { socket, wantsLittleChat } = session;
      this.leave(session, streamId);
      this.#deps.outbound.sendTo(socket, this.#wholeOf(room, wantsLittleChat));
      void socket.join((wantsLittleChat ? littleChatRoom : chatRoom)(streamId));
      await this.#silences.join(session, streamId);
    } catch (fault) {
      this.#deps.onFault(fault, streamId);
    }
  }

  leave({ socket }: Pick<LiveSession, 'socket'>, streamId: string): void {
    void socket.leave(chatRoom(streamId));
    void socket.leave(littleChatRoom(streamId));
  }

  /** A viewer is somebody else by now (B2): whether they may write is asked anew. */
  becameAnother(session: LiveSession): void {
    const { streamId } = session;
    if (streamId === null) return;
    this.#silences.tell(session, streamId).catch((fault: unknown) => this.#deps.onFault(fault, streamId));
  }

  /** Counts taps on ♥: by the second, kept nowhere (N4). */
  heart(streamId: string, taps: number): void {
    void this.#rooms.get(streamId)?.then((room) => {
      if (!room) return;
      room.hearts = Math.min(MAX_HEARTS, room.hearts + taps);
      this.#plan(streamId, room);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#silences.close();
    this.#stop();
    for (const room of this.#rooms.values()) void room.then((open) => open?.callOff?.());
    this.#rooms.clear();
  }

  /** The chat whole, encoded once. */
  #wholeOf(room: ChatRoom, isLittle: boolean): Encoded {
    const { history, seq, view } = room.at;
    const encode = (whole: ChatWhole) => this.#deps.outbound.encodeEvent('chat:s', history, seq, whole);
    if (isLittle) room.little ??= encode(littleOf(view));
    else room.encoded ??= encode(view);
    return (isLittle ? room.little : room.encoded)!;
  }

  #open(streamId: string): Promise<ChatRoom | null> {
    const known = this.#rooms.get(streamId);
    if (known) return known;
    const opening = this.#read(streamId);
    this.#rooms.set(streamId, opening);
    const forget = () => this.#rooms.delete(streamId);
    opening.then((room) => room ?? forget(), forget);
    return opening;
  }

  async #read(streamId: string): Promise<ChatRoom | null> {
    const at = await this.#deps.application.chats.whole(streamId);
    if (!at) return null;
    const room: ChatRoom = {
      ...{ at, encoded: null, little: null, hearts: 0, lastMs: 0, callOff: null, isTelling: false },
      sentMs: this.#deps.clock.nowMs(),
      linesMs: 0,
      dueMs: Number.POSITIVE_INFINITY,
      // A change during the read comes with the first frame.
      isDirty: true,
    };
    this.#plan(streamId, room);
    return room;
  }

  #changed(streamId: string): void {
    void this.#rooms.get(streamId)?.then((room) => {
      if (!room) return;
      room.isDirty = true;
      this.#plan(streamId, room);
    });
  }

  #plan(streamId: string, room: ChatRoom): void {
    if (room.isTelling || this.#isClosed) return;
    const { clock } = this.#deps;
    const isQuiet = !room.isDirty && room.hearts === 0;
    const apartMs = isQuiet ? AGAIN_MS : room.isDirty ? TICK_MS : HEARTS_MS;
    const dueMs = Math.max(clock.nowMs(), room.lastMs + apartMs);
    if (dueMs >= room.dueMs) return;
    room.callOff?.();
    room.dueMs = dueMs;
    room.callOff = clock.at(dueMs, () => {
      room.callOff = null;
      room.dueMs = Number.POSITIVE_INFINITY;
      room.isDirty ||= isQuiet;
      void this.#tell(streamId, room).catch((fault: unknown) => this.#deps.onFault(fault, streamId));
    });
  }

  async #tell(streamId: string, room: ChatRoom): Promise<void> {
    const { outbound, clock, application } = this.#deps;
    const name = chatRoom(streamId);
    if (outbound.sizeOf(name) + outbound.sizeOf(littleChatRoom(streamId)) === 0) {
      // The room is empty: the next join reads the chat again.
      this.#rooms.delete(streamId);
      return;
    }
    room.lastMs = clock.nowMs();
    const isInTheWay =
      outbound.backlogOf(liveRoom(streamId)) > 0 ||
      outbound.backlogOf(name) > 0 ||
      application.isCrowded(streamId);
    // What was deleted leaves the screens, and what newcomers are sent, in the longest rush too.
    const isLate = room.lastMs - room.sentMs >= CARE_UNDO_MS;
    if (isInTheWay && !isLate) this.#deps.onSkipped();
    if (!isInTheWay || isLate) {
      room.sentMs = room.lastMs;
      room.isTelling = true;
      try {
        await this.#tellChanges(streamId, room);
      } catch (fault) {
        room.isDirty = true;
        this.#deps.onFault(fault, streamId);
      }
      room.isTelling = false;
    }
    this.#plan(streamId, room);
  }

  async #tellChanges(streamId: string, room: ChatRoom): Promise<void> {
    const before = room.at;
    const isDirty = room.isDirty || before.view.isThinned;
    room.isDirty = false;
    const at = isDirty ? await this.#deps.application.chats.whole(streamId) : before;
    if (!at || this.#isClosed) return;
    const { hearts } = room;
    const nowMs = this.#deps.clock.nowMs();
    const changed = changeOf(before.view, at.view);
    const isSoon = hearts === 0 && nowMs - room.linesMs < TOGETHER_MS;
    if (isSoon && before.history === at.history && mayWait(changed, at.view)) {
      // A screen that joins meanwhile has what the others have, and gets the same frame next.
      room.isDirty = true;
      return;
    }
    if (changed.lines) room.linesMs = nowMs;
    room.hearts = 0;
    room.at = at;
    if (isDirty) {
      room.encoded = null;
      room.little = null;
    }
    // That lines are left out ends by itself, without a fact.
    if (at.view.isThinned) room.isDirty = true;
    const { history, seq, view } = at;
    if (before.history !== '' && before.history !== history) {
      this.#send(chatRoom(streamId), 'chat:s', history, seq, view);
      this.#send(littleChatRoom(streamId), 'chat:s', history, seq, littleOf(view));
      this.#silences.tellAnew(streamId);
      return;
    }
    const change = { ...changed, ...(hearts > 0 && { hearts }) };
    if (Object.keys(change).length > 0) this.#send(chatRoom(streamId), 'chat:d', history, seq, change);
    const little = littleChangeOf(before.view, view, changed);
    if (Object.keys(little).length > 0) this.#send(littleChatRoom(streamId), 'chat:d', history, seq, little);
  }

  #tellSilence({ socket }: LiveSession, streamId: string, silence: OwnSilence | null): void {
    void this.#rooms.get(streamId)?.then((room) => {
      if (room) socket.emit('chat:d', room.at.history, room.at.seq, { silence });
    });
  }

  #send(name: string, ...event: ['chat:s' | 'chat:d', ...unknown[]]): void {
    const { outbound, onTold } = this.#deps;
    const size = outbound.sizeOf(name);
    if (size === 0) return;
    onTold(size);
    outbound.send(name, outbound.encodeEvent(...event));
  }
}

/** What differs between two views of a chat. Lines that only grew too old for the newest fifty are not gone. */
export function changeOf(before: ChatWhole, now: ChatWhole): ChatChange {
  const known = new Map(before.lines.map((line) => [line[0], line]));
  const left = new Set(now.lines.map(([place]) => place));
  const oldest = now.lines[0]?.[0] ?? Number.POSITIVE_INFINITY;
  const isFull = now.lines.length >= CHAT_LINES_KEPT;
  const lines = now.lines.filter((line) => !isSame(known.get(line[0]), line));
  const gone = before.lines
    .map(([place]) => place)
    .filter((place) => !left.has(place) && !(isFull && place < oldest));
  return {
    ...(lines.length > 0 && { lines }),
    ...(gone.length > 0 && { gone }),
    ...(before.writers !== now.writers && { writers: now.writers }),
    ...(before.isThinned !== now.isThinned && { isThinned: now.isThinned }),
    ...(before.notice !== now.notice && { notice: now.notice }),
    ...(!isSame(before.pinned, now.pinned) && { pinned: now.pinned }),
    ...(!isSame(before.answering, now.answering) && { answering: now.answering }),
  };
}

/** Whether a change is nothing but lines of viewers, of which some are left out now: they come together, a little later (N3). */
function mayWait({ lines = [], ...others }: ChatChange, now: ChatWhole): boolean {
  const isTalk = lines.every(([, , , mark]) => !mark?.by && mark?.answers === undefined);
  return now.isThinned && lines.length > 0 && isTalk && Object.keys(others).length === 0;
}

/** What is sent to who wants little data (N3): what stands above the lines, and answers with their questions. */
function littleOf(view: ChatWhole): ChatWhole {
  const answered = new Set(view.lines.map(([, , , mark]) => mark?.answers));
  const lines = view.lines.filter(([place, , , mark]) => mark?.answers !== undefined || answered.has(place));
  return { ...view, isThinned: false, lines };
}

/** The same of a change: a line is gone if it is gone for all. */
function littleChangeOf(before: ChatWhole, now: ChatWhole, { gone = [] }: ChatChange): ChatChange {
  const known = littleOf(before);
  const { gone: _grownOld, ...change } = changeOf(known, littleOf(now));
  const left = gone.filter((place) => known.lines.some(([each]) => each === place));
  return { ...change, ...(left.length > 0 && { gone: left }) };
}

function isSame(one: ChatLine | object | null | undefined, other: ChatLine | object | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
