import type { BuyerActor } from '../../../server/application/application.ts';
import type { Told } from '../../../server/gateway/rooms/room-kind.ts';
import type { PrivateView } from '../../../shared/contract/private-view.ts';
import { type Cursor, startCursor, takeFrame, takeSnapshot } from '../../../shared/live-view/cursor.ts';
import { digestOf } from '../../../shared/live-view/digest.ts';
import type { Change, LiveView } from '../../../shared/live-view/entries.ts';
import type { Complaints } from '../checks/complaints.ts';
import type { Node } from '../world/node.ts';
import type { Wire } from '../world/rooms.ts';
import type { World } from '../world/world.ts';
import type { Lines } from './line.ts';

export interface ViewerDeps {
  name: string;
  streamId: string;
  lines: Lines;
  complaints: Complaints;
  /** Where the log stands in the store (INV15). */
  headSeq(): number;
  actor(): BuyerActor;
  /** The buyer's own part was told. */
  onPrivate(mine: PrivateView): void;
}

const HELLO_MS = 2_500;
const SILENCE_MS = 4_000;

/**
 * Somebody who watches, by the client's own rules for snapshots, frames and digests (shared/live-view). Only the socket
 * is played: a line that keeps its order, and breaks.
 */
export class Viewer {
  readonly name: string;
  node: Node;
  cursor: Cursor = startCursor;
  /** Since when it watches, as the server said at the last hello (F5). */
  joinedAtMs: number | null = null;
  isOffline = false;
  private readonly deps: ViewerDeps;
  private readonly lines: Lines;
  private readonly world: World;
  private wire: Wire | null = null;
  private isHelloPlanned = false;
  private isMismatch = false;
  /** How far the stream's time is ahead of the world's, as a server said last. */
  private aheadMs = 0;
  private lastHeardMs = 0;
  private arrivesMs = 0;

  constructor(deps: ViewerDeps) {
    this.deps = deps;
    this.name = deps.name;
    this.lines = deps.lines;
    this.world = deps.lines.world;
    this.node = deps.lines.anyNode();
  }

  get view(): LiveView {
    return this.cursor.view;
  }

  /** What time the page shows (T7). */
  get nowMs(): number {
    return Math.floor(this.world.nowMs + this.aheadMs);
  }

  open(): void {
    this.helloSoon();
    this.watch();
  }

  /** The line breaks; the client comes back by itself. */
  breaks(): void {
    this.lose();
    this.helloSoon();
  }

  /** Comes to another node with the next connection. */
  moves(): void {
    this.node = this.lines.anyNode();
    this.breaks();
  }

  goesOffline(): void {
    this.isOffline = true;
    this.breaks();
  }

  comesBack(): void {
    this.isOffline = false;
    this.moves();
  }

  private lose(): void {
    const { wire } = this;
    if (!wire) return;
    wire.isOpen = false;
    this.wire = null;
    wire.leave();
  }

  private helloSoon(): void {
    if (this.isHelloPlanned) return;
    this.isHelloPlanned = true;
    this.world.after(this.world.chance.between(10, 1_000), () => {
      this.isHelloPlanned = false;
      this.hello();
    });
  }

  private hello(): void {
    if (this.isOffline) return;
    this.lose();
    const { server } = this.node;
    if (!server || this.world.chance.happens(this.lines.weather.lineLost)) {
      this.moves();
      return;
    }
    const wire = this.newWire();
    this.wire = wire;
    const { history, seq } = this.cursor;
    const told = history === null ? null : { history, seq };
    const { isMismatch } = this;
    this.isMismatch = false;
    const joinedAtMs = server.application.timeOf(this.deps.streamId, server.clock.steadyMs());
    this.aheadMs = joinedAtMs - this.world.nowMs;
    let isAnswered = false;
    this.world.after(HELLO_MS, () => {
      if (!isAnswered && this.wire === wire) this.moves();
    });
    const join = () => {
      server.rooms.join(wire, this.deps.streamId, told, isMismatch).then(
        (joined) => {
          isAnswered = true;
          if (!joined || this.wire !== wire) return;
          this.joinedAtMs = joinedAtMs;
          this.deliver(wire, () => this.deps.onPrivate(joined.me));
        },
        () => {
          isAnswered = true;
          this.helloSoon();
        },
      );
    };
    this.world.after(this.world.chance.between(1, 20), join, server.life);
  }

  private newWire(): Wire {
    this.arrivesMs = this.world.nowMs;
    this.lastHeardMs = this.world.nowMs;
    const wire: Wire = {
      actor: this.deps.actor(),
      isOpen: true,
      leave() {},
      tell: (...told) => {
        if (!wire.isOpen) return;
        if (this.world.chance.happens(this.lines.weather.lineLost / 20)) this.breaks();
        else if (told[0] === 'h') this.feels(told[1], told[3]);
        else this.deliver(wire, () => this.hears(told));
      },
    };
    return wire;
  }

  /** In the order in which it was sent, as over one connection. */
  private deliver(wire: Wire, take: () => void): void {
    const { chance } = this.world;
    const isSlow = chance.happens(this.lines.weather.lineSlow / 5);
    const ms = isSlow ? chance.seldomLong(20, 3_000) : chance.between(0.5, 15);
    this.arrivesMs = Math.max(this.arrivesMs, this.world.nowMs + ms);
    this.world.at(this.arrivesMs, () => {
      if (!wire.isOpen) return;
      this.lastHeardMs = this.world.nowMs;
      take();
    });
  }

  /** A heartbeat: taken at once, since all it does is tell the time, another history, and that the line is alive. */
  private feels(history: string, nowMs: number): void {
    this.lastHeardMs = this.world.nowMs;
    this.aheadMs = nowMs - this.world.nowMs;
    if (this.cursor.history !== null && history !== this.cursor.history) this.helloSoon();
  }

  private hears(told: Told<Change>): void {
    switch (told[0]) {
      case 's': {
        const [, history, to, changes] = told;
        this.shows(takeSnapshot({ history, to, changes }), 's');
        return;
      }
      case 'd': {
        const [, history, from, to, changes] = told;
        const outcome = takeFrame(this.cursor, { history, from, to, changes });
        if (outcome.kind === 'applied') this.shows(outcome.cursor, 'd');
        else if (outcome.kind === 'resync') this.helloSoon();
        return;
      }
      case 'g': {
        const [, history, seq, digest] = told;
        if (history !== this.cursor.history || seq !== this.cursor.seq || digestOf(this.view) === digest)
          return;
        this.deps.complaints.add('INV13', `${this.name} differs from the view at ${seq}`);
        this.isMismatch = true;
        this.helloSoon();
      }
    }
  }

  /** [INV14] [INV15]: a screen never goes back, and never knows more than is committed. */
  private shows(next: Cursor, event: Told<Change>[0]): void {
    const { complaints, headSeq } = this.deps;
    const { history, seq } = this.cursor;
    complaints.expect(
      next.seq <= headSeq(),
      'INV15',
      () => `${this.name} shows ${next.seq}, committed is ${headSeq()}`,
    );
    complaints.expect(
      next.history !== history || next.seq >= seq,
      'INV14',
      () => `${this.name} went from ${seq} back to ${next.seq} by "${event}" of ${this.node.life.name}`,
    );
    this.cursor = next;
  }

  /** A line that says nothing for long is given up, as the transport's own pings would find. */
  private watch(): void {
    this.world.after(SILENCE_MS, () => {
      const isSilent = this.wire !== null && this.world.nowMs - this.lastHeardMs > SILENCE_MS;
      if (isSilent && !this.isOffline) this.moves();
      this.watch();
    });
  }
}
