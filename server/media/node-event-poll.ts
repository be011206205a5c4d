import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import { isOver } from '../market/broadcast/ingest-key.ts';
import { mediaStopped } from '../market/broadcast/media.ts';
import { PeerGone, type Peers } from '../ports/peers.ts';
import type { MediaHome, MediaHomes } from './media-homes.ts';
import type { OnAirHere } from './media-view.ts';
import { EVENTS_WAIT_MS, type NodeEvents, type SessionEvent } from './node-events.ts';

const POLL_MS = EVENTS_WAIT_MS + 4_000;
/** After a home did not answer it is asked again so much later. */
const AGAIN_MS = 1_000;
/** So often in a row without an answer, and its broadcast counts as silent (S2). */
const GONE_AFTER = 2;
/** Streams of which events are asked for at once. */
const MAX_FOLLOWED = 1_000;

interface NodeEventPollDeps {
  engines: Engines;
  peers: Peers;
  homes: Pick<MediaHomes, 'elsewhere'>;
  clock: Clock;
  nodeId: string;
  /** So many watch the stream here by a pipe. */
  watchers(streamId: string): number;
  /** What is on the air has changed. */
  onChange(streamId: string): void;
  /** The home has answered, also that nothing has changed. */
  onAnswer(streamId: string, onAir: OnAirHere): void;
  onEvent(streamId: string, event: SessionEvent): void;
  /** What sessions had at the home is lost. */
  onLost(streamId: string): void;
  /** The stream is over, or its media are here: there is nothing more to follow. */
  onEnd(streamId: string): void;
  onFault(error: unknown, context: string): void;
}

/** A stream that is shown here, and how far its home was heard. */
interface Followed {
  /** What is on the air at the home, as it was heard last. */
  onAir: OnAirHere | null;
  cursor: number;
  /** Where the home is; '' before the first answer. */
  address: string;
  /** Calls in a row that were not answered. */
  failed: number;
  /** In steady ms. */
  heardAtMs: number;
}

/** The other side of `ServedNodes`: keeps asking the homes of streams that are shown here what is on the air. */
export class NodeEventPoll {
  readonly #deps: NodeEventPollDeps;
  readonly #followed = new Map<string, Followed>();
  #isClosed = false;

  constructor(deps: NodeEventPollDeps) {
    this.#deps = deps;
  }

  /** Asks for the events of a stream from now on. @returns false if too many are followed already */
  follow(streamId: string): boolean {
    if (this.#followed.has(streamId)) return true;
    if (this.#isClosed || this.#followed.size >= MAX_FOLLOWED) return false;
    const { clock, onFault, onEnd } = this.#deps;
    const followed = { onAir: null, cursor: 0, address: '', failed: 0, heardAtMs: clock.steadyMs() };
    this.#followed.set(streamId, followed);
    this.#poll(streamId, followed)
      .catch((error: unknown) => onFault(error, 'media of another node'))
      .finally(() => {
        this.#followed.delete(streamId);
        onEnd(streamId);
      });
    return true;
  }

  /** What is on the air at the home, as it was heard last; null: nothing was. */
  onAir(streamId: string): OnAirHere | null {
    return this.#followed.get(streamId)?.onAir ?? null;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Asks until the stream is over or its media are here. */
  async #poll(streamId: string, followed: Followed): Promise<void> {
    const { engines, homes, onLost } = this.#deps;
    while (!this.#isClosed) {
      const home = await homes.elsewhere(streamId);
      const engine = await engines.stream(streamId);
      if (!home || !engine || (await engine.read((state) => isOver(state)))) return;
      if (home.address !== followed.address) {
        if (followed.address !== '') onLost(streamId);
        Object.assign(followed, { cursor: 0, address: home.address, failed: 0 });
      }
      try {
        await this.#ask(streamId, followed);
      } catch (error) {
        if (!(error instanceof PeerGone)) throw error;
        await this.#failed(streamId, home, followed);
      }
    }
  }

  async #ask(streamId: string, followed: Followed): Promise<void> {
    const { peers, clock, nodeId, watchers, onAnswer, onEvent, onChange } = this.#deps;
    const asked = { use: 'media:news', args: [streamId, nodeId, followed.cursor, watchers(streamId)] };
    const answer = (await peers.ask(followed.address, asked, POLL_MS)).value as NodeEvents;
    if (this.#isClosed) return;
    const hasChanged = followed.cursor !== answer.cursor;
    const { cursor, onAir } = answer;
    Object.assign(followed, { cursor, onAir, failed: 0, heardAtMs: clock.steadyMs() });
    onAnswer(streamId, onAir);
    for (const event of answer.events) onEvent(streamId, event);
    if (hasChanged) onChange(streamId);
  }

  /** The home did not answer: nothing of it is on the air here, and the log hears of it (S2). */
  async #failed(streamId: string, home: MediaHome, followed: Followed): Promise<void> {
    const { clock, onLost, onChange } = this.#deps;
    followed.failed += 1;
    followed.cursor = 0;
    if (followed.failed === 1) onLost(streamId);
    if (followed.onAir) {
      followed.onAir = { ...followed.onAir, sources: [], broadcaster: null };
      onChange(streamId);
    }
    const silentMs = clock.steadyMs() - followed.heardAtMs;
    if (followed.failed === GONE_AFTER) await this.#tellSilence(streamId, home.node, silentMs);
    await new Promise<void>((resolve) => clock.at(clock.nowMs() + AGAIN_MS, resolve));
  }

  /** The home went silent with its media: somebody has to tell the log, which counts the ten seconds (S2). */
  async #tellSilence(streamId: string, node: string, silentMs: number): Promise<void> {
    const { engines, clock } = this.#deps;
    const engine = await engines.stream(streamId);
    await engine?.submit({
      ...{ readAtMs: clock.steadyMs(), ids: [], key: null },
      decide: (state, at) =>
        state.mediaHome?.node === node
          ? mediaStopped(state, { lastAtMs: at.receivedAtMs - silentMs }, at)
          : { kind: 'accepted', facts: [], reply: (_, seq) => ({ seq }) },
    });
  }
}
