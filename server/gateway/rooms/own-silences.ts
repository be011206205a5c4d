import type { OwnSilence } from '../../../shared/market/chat/contract.ts';
import type { LiveSession } from '../connection/live-session.ts';
import type { GatewayDeps } from '../deps.ts';

/** Screens that are asked about in one turn of the event loop. */
const SCREENS_AT_ONCE = 100;
/** The silence of a screen that was sent none. */
const NOTHING = JSON.stringify(null);

interface Deps extends Pick<GatewayDeps, 'application'> {
  /** The screens that are open here. */
  sessions: () => Iterable<LiveSession>;
  tell: (session: LiveSession, streamId: string, silence: OwnSilence | null) => void;
  onFault: (fault: unknown, streamId: string) => void;
}

/**
 * Sends a viewer alone their silence in the chat of their screen (N5, N7): with the chat, and at each change. Its end by time
 * is in it, so nothing is sent then.
 */
export class OwnSilences {
  readonly #deps: Deps;
  /** The silence that a screen was sent last, of its chat. */
  readonly #told = new WeakMap<LiveSession, string>();
  /** Streams whose screens are looked through now; true: once more. */
  readonly #looking = new Map<string, boolean>();
  readonly #stop: () => void;
  #isClosed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#stop = deps.application.chats.onSilenced((streamId) => {
      const streams = streamId === null ? this.#shown() : [streamId];
      for (const each of streams) this.lookAgain(each);
    });
  }

  /** Sends a screen with a new chat its viewer's silence, if there is one. */
  async join(session: LiveSession, streamId: string): Promise<void> {
    this.#told.set(session, NOTHING);
    await this.tell(session, streamId);
  }

  /** Sends a screen its viewer's silence, unless it has that one. */
  async tell(session: LiveSession, streamId: string): Promise<void> {
    if (!this.#told.has(session)) return;
    const { actor, guestId: deviceId } = session;
    const silence: OwnSilence | null = await this.#deps.application.chats.silenceOf(
      { actor, deviceId },
      streamId,
    );
    const now = JSON.stringify(silence);
    if (session.streamId !== streamId || this.#told.get(session) === now) return;
    this.#told.set(session, now);
    this.#deps.tell(session, streamId, silence);
  }

  /** The same for all screens of a stream, after its chat was sent whole. */
  tellAnew(streamId: string): void {
    for (const session of this.#deps.sessions()) {
      if (session.streamId === streamId && this.#told.has(session)) this.#told.set(session, NOTHING);
    }
    this.lookAgain(streamId);
  }

  /** Compares every screen of a stream with its viewer's silence now. */
  lookAgain(streamId: string): void {
    const isLooking = this.#looking.has(streamId);
    this.#looking.set(streamId, isLooking);
    if (isLooking) return;
    this.#look(streamId)
      .catch((fault: unknown) => this.#deps.onFault(fault, streamId))
      .finally(() => {
        const isOnceMore = this.#looking.get(streamId);
        this.#looking.delete(streamId);
        if (isOnceMore && !this.#isClosed) this.lookAgain(streamId);
      });
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  async #look(streamId: string): Promise<void> {
    const screens = [...this.#deps.sessions()].filter((session) => session.streamId === streamId);
    for (const [at, session] of screens.entries()) {
      if (this.#isClosed) return;
      await this.tell(session, streamId);
      // Other work of the process comes between them, however many watch.
      if (at % SCREENS_AT_ONCE === SCREENS_AT_ONCE - 1) await new Promise(setImmediate);
    }
  }

  #shown(): Set<string> {
    const streams = [...this.#deps.sessions()].map((session) => session.streamId);
    return new Set(streams.filter((streamId) => streamId !== null));
  }
}
