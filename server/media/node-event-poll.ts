import type { Engines } from '../application/engines.ts';
import type { Clock } from '../lib/clock.ts';
import { isOver } from '../market/broadcast/ingest-key.ts';
import { mediaStopped } from '../market/broadcast/media.ts';
import { PeerGone, type Peers } from '../ports/peers.ts';
import type { MediaHome, MediaHomes } from './media-homes.ts';
import type { OnAirHere } from './media-view.ts';
import { EVENTS_WAIT_MS, type NodeEvents, type SessionEvent } from './node-events.ts';

const POLL_MS = EVENTS_WAIT_MS + 4_000;
/** Pause after an unanswered poll, in ms. */
const AGAIN_MS = 1_000;
/** Unanswered polls in a row after which the broadcast counts as silent (S2). */
const GONE_AFTER = 2;
/** Bound of followed streams. */
const MAX_FOLLOWED = 1_000;

interface NodeEventPollDeps {
  engines: Engines;
  peers: Peers;
  homes: Pick<MediaHomes, 'elsewhere'>;
  clock: Clock;
  nodeId: string;
  /** The number of viewers of a stream's relay here. */
  watchers(streamId: string): number;
  /** Called after a change of what is on the air. */
  onChange(streamId: string): void;
  /** Called after each answer of the home, changed or not. */
  onAnswer(streamId: string, onAir: OnAirHere): void;
  onEvent(streamId: string, event: SessionEvent): void;
  /** Called when sessions at the home are lost. */
  onLost(streamId: string): void;
  /** Called when the stream is over, or its media are here. */
  onEnd(streamId: string): void;
  onFault(error: unknown, context: string): void;
}

/** A followed stream and its cursor in the home's events. */
interface Followed {
  /** What was on the air at the home, by its last answer. */
  onAir: OnAirHere | null;
  cursor: number;
  /** The address of the home; '' before the first answer. */
  address: string;
  /** The number of unanswered polls in a row. */
  failed: number;
  /** The time of the last answer, steady ms. */
  heardAtMs: number;
}

/** Long polling of the homes of streams that are shown here: the counterpart of `ServedNodes`. */
export class NodeEventPoll {
  readonly #deps: NodeEventPollDeps;
  readonly #followed = new Map<string, Followed>();
  #isClosed = false;

  constructor(deps: NodeEventPollDeps) {
    this.#deps = deps;
  }

  /** Begins to poll for a stream. @returns false at the bound of followed streams */
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

  /** What was on the air at the home, by its last answer; null: none yet. */
  onAir(streamId: string): OnAirHere | null {
    return this.#followed.get(streamId)?.onAir ?? null;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Polls until the stream is over, or its media are here. */
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

  /** Takes an unanswered poll: nothing of the home is on the air here, and the log is informed (S2). */
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

  /** Reports a silent home to the log, which counts the ten seconds (S2). */
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
