import { io, type Socket } from 'socket.io-client';
import { type Ack, isUndecided, leavesDoubt } from '../../shared/contract/answer.ts';
import { type Cursor, startCursor, takeFrame, takeSnapshot } from '../../shared/live-view/cursor.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { shownPrice } from '../../shared/live-view/price.ts';
import { DRAW_MS } from '../../shared/market/flash-sale/bounds.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import type { Entry, Journal } from './journal.ts';

const ANSWER_MS = 4_000;
/** The front door takes 30 commands a second of one connection. */
const PACE_MS = 45;

/** Chance that a seed repeats. */
export type Random = (bound: number) => number;

export interface ShopperStory {
  token: string;
  buyerId: string;
  addressId: string;
  streamId: string;
  slug: string;
  items: number;
  /** Orders what it wants directly, or holds units first. */
  isDirect: boolean;
  random: Random;
  nextKey: () => string;
  journal: Journal;
  /** Told of each new order, for whoever pays it. */
  onOrder: (order: OrderView) => void;
}

/** Where a client knocks; asked again each time it has to connect. */
export type Door = () => number;
/** After a cut a client that stays comes back within this time. */
const BACK_MS = 300;
/** A call over a line that is cut just then may get no answer at all: a page gives it up after as long. */
const CALL_MS = 8_000;
/** What no public frame may show (INV17): parts of the addresses of `openingDay`. */
const PERSONAL = /\+86138|Jianchuan 1|Buyer \d/;

/**
 * A buyer on a real socket. It keeps a key before it sends it, retries an open key after each restart until it has a
 * definite answer, and now and then asks again for an answer it has.
 */
export class CrashShopper {
  cursor: Cursor = startCursor;
  /** Frames that did not follow, that went back, or that showed what is nobody's business. */
  readonly faults: string[] = [];
  /** Frames after a gap: each one is followed by another hello. */
  gaps = 0;
  private socket: Socket | null = null;
  private isStopped = false;
  private isJoined = false;
  private stays = false;
  private giveUpAtMs = 0;
  /** The newest place in this history that an answer named. */
  private ownSeq = 0;
  private readonly story: ShopperStory;
  private readonly answered: Entry[] = [];
  private open: Entry[] = [];
  private held: { itemNumber: number; units: number; unitPriceMinor: number }[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(story: ShopperStory) {
    this.story = story;
  }

  /** Connects once; `stays` comes back by itself after each cut until `disconnect`. */
  connect(door: Door, stays = false): void {
    this.socket?.disconnect();
    const socket = io(`http://127.0.0.1:${door()}/live`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: CALL_MS,
      auth: { token: this.story.token },
    });
    this.socket = socket;
    this.isJoined = false;
    this.stays = stays;
    socket.on('s', (history: string, to: number, changes: Change[]) => {
      if (history === this.cursor.history && to < this.cursor.seq)
        this.faults.push(`back from ${this.cursor.seq} to ${to}`);
      if (history !== this.cursor.history) this.ownSeq = 0;
      this.scan(changes);
      this.cursor = takeSnapshot({ history, to, changes });
    });
    socket.on('d', (history: string, from: number, to: number, changes: Change[]) => {
      this.scan(changes);
      const outcome = takeFrame(this.cursor, { history, from, to, changes });
      if (outcome.kind === 'applied') this.cursor = outcome.cursor;
      else if (outcome.kind === 'resync') {
        this.gaps += 1;
        this.join(socket);
      }
    });
    socket.on('connect', () => this.join(socket));
    if (!stays) return;
    const back = () => {
      if (this.socket !== socket) return;
      setTimeout(() => this.socket === socket && this.connect(door, true), 50 + this.story.random(BACK_MS));
    };
    socket.on('disconnect', back).on('connect_error', back);
    // Of a line that ends before the server's first word the library tells nobody (see the pages' PromptWebSocket).
    socket.io.engine.on('close', back);
  }

  /** It wants to be connected and is not, or has not been welcomed yet. */
  get isAway(): boolean {
    return this.stays && !(this.socket?.connected === true && this.isJoined);
  }

  start(): void {
    this.running = this.run();
  }

  /** Stops taking on new things; waits until every open key has its answer, at most `withinMs`. */
  async finishes(withinMs: number): Promise<void> {
    this.isStopped = true;
    this.giveUpAtMs = Date.now() + withinMs;
    await this.running;
  }

  disconnect(): void {
    const { socket } = this;
    this.socket = null;
    socket?.disconnect();
  }

  private scan(changes: Change[]): void {
    if (PERSONAL.test(JSON.stringify(changes))) this.faults.push('a frame with somebody’s address');
  }

  private join(socket: Socket): void {
    const { history, seq } = this.cursor;
    const where = history === null ? {} : { history, seq, answeredSeq: this.ownSeq };
    const hello = { protocol: PROTOCOL_VERSION, slug: this.story.slug, ...where };
    // What is answered while the hello is under way may be further than what this node has read.
    const answeredUpTo = this.ownSeq;
    socket
      .timeout(ANSWER_MS)
      .emitWithAck('hello', hello)
      .then(
        (reply: Ack<{ history: string; seq: number }>) => {
          if (reply.ok) {
            this.isJoined = true;
            if (reply.history === history && reply.seq < answeredUpTo)
              this.faults.push(`welcomed at ${reply.seq} after an answer at ${answeredUpTo}`);
          } else setTimeout(() => socket.connected && this.join(socket), BACK_MS);
        },
        () => socket.disconnect(),
      );
  }

  private async run(): Promise<void> {
    const { random } = this.story;
    while (!this.isStopped || (this.open.length > 0 && Date.now() < this.giveUpAtMs)) {
      await new Promise((resolve) => setTimeout(resolve, PACE_MS + random(20)));
      if (!this.socket?.connected || !this.isJoined) continue;
      const retry = this.open[0];
      if (retry) await this.send(retry);
      else if (random(20) === 0 && this.answered.length > 0) {
        await this.send(this.answered[random(this.answered.length)]!);
      } else if (!this.isStopped) await this.send(this.somethingNew());
    }
  }

  private somethingNew(): Entry {
    const { random, isDirect } = this.story;
    if (isDirect || (this.held.length > 0 && random(3) > 0)) return this.anOrder();
    if (random(6) === 0)
      return this.entry('cart:remove', { itemNumber: 1 + random(this.story.items), units: 1 });
    const itemNumber = 1 + random(this.story.items);
    const { priceMinor, flashId } = this.price(itemNumber);
    const quote = flashId === null ? {} : { flashId };
    return this.entry('cart:add', {
      itemNumber,
      units: 1 + random(2),
      seenPriceMinor: priceMinor,
      ...quote,
    });
  }

  private anOrder(): Entry {
    const { random, items, isDirect, addressId } = this.story;
    const numbers = new Set([1 + random(items), 1 + random(items), 1 + random(items)]);
    const direct = [...numbers].map((itemNumber) => {
      return { itemNumber, units: 1 + random(2), unitPriceMinor: this.price(itemNumber).priceMinor };
    });
    const lines = isDirect ? direct : this.held.splice(0);
    const expectTotalMinor = lines.reduce((sum, line) => sum + line.units * line.unitPriceMinor, 0);
    return this.entry('order:place', { lines, expectTotalMinor, addressId, payment: 'sandbox' });
  }

  private price(itemNumber: number) {
    return shownPrice(this.cursor.view, itemNumber, Date.now()) ?? { priceMinor: 1, flashId: null };
  }

  private entry(command: string, asked: object): Entry {
    const { buyerId, streamId, nextKey } = this.story;
    const key = nextKey();
    const request = { key, ...asked };
    return {
      buyerId,
      streamId,
      key,
      command,
      request,
      sent: 0,
      sentAt: 0,
      heardAt: 0,
      isInDoubt: false,
      answer: null,
    };
  }

  private async send(entry: Entry): Promise<void> {
    const { journal, onOrder } = this.story;
    journal.sends(entry);
    if (entry.answer === null && !this.open.includes(entry)) this.open.push(entry);
    const { socket } = this;
    const sentAtMs = performance.now();
    const request = entry.isInDoubt ? { ...entry.request, inDoubt: true } : entry.request;
    let ack: Ack<{ seq: number; order?: OrderView; unitPriceMinor?: number; replay?: boolean }>;
    try {
      ack = await socket!.timeout(ANSWER_MS).emitWithAck(entry.command, request);
    } catch {
      // No answer: the key stays open.
      entry.isInDoubt = true;
      if (this.stays) socket!.disconnect();
      return;
    }
    if (!ack.ok && leavesDoubt(ack.code)) entry.isInDoubt = true;
    if (!ack.ok) journal.refused(ack.code, performance.now() - sentAtMs - mayBeKeptMs(entry));
    // A no that was decided ends its key (I2).
    if (!ack.ok && isUndecided(ack.code)) return;
    this.open = this.open.filter((other) => other !== entry);
    const isFirst = entry.answer === null;
    if (!ack.ok) {
      // A refusal is remembered for a minute and not through a restart (I2); asked again it may be judged afresh.
      if (isFirst) journal.hears(entry, ack.code, false);
      return;
    }
    this.ownSeq = Math.max(this.ownSeq, ack.seq);
    if (isFirst || entry.answer?.includes('-') || entry.answer === 'done') {
      journal.hears(entry, ack.order?.orderId ?? 'done', ack.replay === true);
      if (!isFirst) return;
      this.answered.push(entry);
      if (this.answered.length > 200) this.answered.shift();
      if (ack.order) onOrder(ack.order);
      if (entry.command === 'cart:add') {
        const { itemNumber, units } = entry.request as { itemNumber: number; units: number };
        this.held.push({ itemNumber, units, unitPriceMinor: ack.unitPriceMinor ?? 0 });
      }
    }
  }
}

/** The draw of a flash may keep a tap on it so long, from its opening to its end (F7): no fault of the store makes it wait. */
function mayBeKeptMs({ request }: Entry): number {
  return 'flashId' in request ? 2 * DRAW_MS : 0;
}
