import type { Ack } from '../../shared/contract/answer.ts';
import type { ConsoleRequest, MediaCommand } from '../../shared/protocol.ts';
import { refusalAck } from '../application/ack.ts';
import type { Clock } from '../lib/clock.ts';
import type { LocalMedia } from './local-media.ts';
import type { MediaSession } from './media-session.ts';
import type { OnAirHere } from './media-view.ts';
import { EVENTS_WAIT_MS, type NodeEvents, type SessionEvent } from './node-events.ts';

/** Time without a call in ms after which a node and its viewers count as gone. */
const SILENT_MS = 20_000;
const MAX_EVENTS = 10_000;
const MAX_SESSIONS = 20_000;

/** Another node with viewers of a stream whose media are here. */
interface ServedNode {
  cursor: number;
  /** The number of viewers that it serves by a pipe. */
  watchers: number;
  events: { at: number; event: SessionEvent }[];
  sessions: Map<string, Promise<MediaSession | null>>;
  /** Polls that wait for an event. */
  waiting: Set<() => void>;
  stopTimer: () => void;
}

interface ServedNodesDeps {
  local: Pick<LocalMedia, 'openSession'>;
  clock: Clock;
  /** The stream's broadcast on this server. */
  onAir: (streamId: string) => Promise<OnAirHere>;
  /** Called when a node counts as gone. */
  onSilent: (streamId: string, node: string) => void;
}

const nameOf = (streamId: string, node: string) => `${streamId} ${node}`;

/** The home's side of other nodes: their viewers' sessions here, and the events for each node. */
export class ServedNodes {
  readonly #deps: ServedNodesDeps;
  readonly #nodes = new Map<string, ServedNode>();
  #sessions = 0;

  constructor(deps: ServedNodesDeps) {
    this.#deps = deps;
  }

  /** Wakes the polls for a stream after a change of what is on the air. */
  changed(streamId: string): void {
    for (const served of this.#of(streamId)) this.#wake(served);
  }

  /** Runs a command of a session; its first command opens it. */
  async run<C extends MediaCommand>(
    streamId: string,
    node: string,
    { seatId, isStaff }: { seatId: string; isStaff: boolean },
    command: C,
    request: ConsoleRequest<C>,
  ): Promise<Ack<object>> {
    const served = this.#heardFrom(streamId, node);
    if (!served.sessions.has(seatId)) {
      if (this.#sessions >= MAX_SESSIONS) {
        return refusalAck({ code: 'UNAVAILABLE', retryAfterMs: EVENTS_WAIT_MS });
      }
      this.#sessions += 1;
      const owner = {
        ...{ seatId, isStaff },
        onLayer: (consumerId: string, layer: number | null) =>
          this.#wake(served, [seatId, 'layer', consumerId, layer]),
        onRejoin: () => this.#wake(served, [seatId, 'rejoin']),
      };
      served.sessions.set(seatId, this.#deps.local.openSession(streamId, owner));
    }
    const session = await served.sessions.get(seatId);
    return session ? session.run(command, request) : refusalAck({ code: 'NOT_FOUND' });
  }

  leave(streamId: string, node: string, seatId: string): void {
    const served = this.#nodes.get(nameOf(streamId, node));
    if (served) this.#drop(served, seatId);
  }

  /** The viewers that other nodes serve by a pipe, by their last polls. */
  watchers(streamId: string): number {
    return this.#of(streamId).reduce((sum, { watchers }) => sum + watchers, 0);
  }

  /** Answers a poll when there are events after its cursor, or after `EVENTS_WAIT_MS`. */
  async events(streamId: string, node: string, cursor: number, watchers: number): Promise<NodeEvents> {
    const served = this.#heardFrom(streamId, node);
    served.watchers = watchers;
    served.events = served.events.filter(({ at }) => at > cursor);
    if (served.cursor === cursor) await this.#nextEvent(served);
    const events = served.events.map(({ event }) => event);
    return { cursor: served.cursor, onAir: await this.#deps.onAir(streamId), events };
  }

  close(): void {
    for (const [name, served] of [...this.#nodes]) this.#shut(name, served);
  }

  #of(streamId: string): ServedNode[] {
    return [...this.#nodes].flatMap(([name, served]) => (name.startsWith(`${streamId} `) ? [served] : []));
  }

  /** The entry of a calling node; without further calls it is removed. */
  #heardFrom(streamId: string, node: string): ServedNode {
    const { clock, onSilent } = this.#deps;
    const name = nameOf(streamId, node);
    const served = this.#nodes.get(name) ?? {
      ...{ cursor: 1, watchers: 0, events: [], sessions: new Map(), waiting: new Set() },
      stopTimer: () => {},
    };
    this.#nodes.set(name, served);
    served.stopTimer();
    served.stopTimer = clock.at(clock.nowMs() + SILENT_MS, () => {
      this.#shut(name, served);
      onSilent(streamId, node);
    });
    return served;
  }

  #shut(name: string, served: ServedNode): void {
    served.stopTimer();
    this.#nodes.delete(name);
    for (const seatId of [...served.sessions.keys()]) this.#drop(served, seatId);
    for (const done of [...served.waiting]) done();
  }

  #drop(served: ServedNode, seatId: string): void {
    const session = served.sessions.get(seatId);
    if (!session) return;
    served.sessions.delete(seatId);
    this.#sessions -= 1;
    session.then(
      (taken) => taken?.leave(),
      () => {},
    );
  }

  #wake(served: ServedNode, event?: SessionEvent): void {
    served.cursor += 1;
    if (event) served.events.push({ at: served.cursor, event });
    if (served.events.length > MAX_EVENTS) served.events.shift();
    for (const done of [...served.waiting]) done();
  }

  #nextEvent({ waiting }: ServedNode): Promise<void> {
    const { clock } = this.#deps;
    return new Promise((resolve) => {
      const done = () => {
        stopTimer();
        waiting.delete(done);
        resolve();
      };
      const stopTimer = clock.at(clock.nowMs() + EVENTS_WAIT_MS, done);
      waiting.add(done);
    });
  }
}
