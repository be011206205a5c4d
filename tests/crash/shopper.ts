import { io, type Socket } from 'socket.io-client';
import type { Ack } from '../../shared/contract/command.ts';
import type { OrderView } from '../../shared/contract/order.ts';
import { isRetryable, type RefusalCode } from '../../shared/contract/refusals.ts';
import type { Change } from '../../shared/live-view/changes.ts';
import { type Cursor, startCursor, takeFrame, takeSnapshot } from '../../shared/live-view/cursor.ts';
import { shownPrice } from '../../shared/live-view/price.ts';
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

/**
 * A buyer on a real socket. It keeps a key before it sends it, retries an open key after each restart until it has a
 * definite answer, and now and then asks again for an answer it has.
 */
export class CrashShopper {
  cursor: Cursor = startCursor;
  /** Frames that did not follow, and times that it had to start over. */
  readonly faults: string[] = [];
  private socket: Socket | null = null;
  private isStopped = false;
  private isJoined = false;
  private readonly story: ShopperStory;
  private readonly answered: Entry[] = [];
  private open: Entry[] = [];
  private held: { itemNumber: number; units: number; unitPriceMinor: number }[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(story: ShopperStory) {
    this.story = story;
  }

  connect(port: number): void {
    const socket = io(`http://127.0.0.1:${port}/live`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: this.story.token },
    });
    this.socket = socket;
    this.isJoined = false;
    socket.on('s', (history: string, to: number, changes: Change[]) => {
      if (history === this.cursor.history && to < this.cursor.seq)
        this.faults.push(`back from ${this.cursor.seq} to ${to}`);
      this.cursor = takeSnapshot({ history, to, changes });
    });
    socket.on('d', (history: string, from: number, to: number, changes: Change[]) => {
      const outcome = takeFrame(this.cursor, { history, from, to, changes });
      if (outcome.kind === 'applied') this.cursor = outcome.cursor;
      else if (outcome.kind === 'resync') this.faults.push(`frame ${from}–${to} at ${this.cursor.seq}`);
    });
    socket.on('connect', () => void this.join(socket).catch(() => socket.disconnect()));
  }

  start(): void {
    this.running = this.run();
  }

  /** Stops taking on new things; `finishes` waits until every open key has its answer. */
  async finishes(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  disconnect(): void {
    this.socket?.disconnect();
  }

  private async join(socket: Socket): Promise<void> {
    const { history, seq } = this.cursor;
    const where = history === null ? {} : { history, seq };
    const hello = { protocol: PROTOCOL_VERSION, slug: this.story.slug, ...where };
    const reply = (await socket.timeout(ANSWER_MS).emitWithAck('hello', hello)) as Ack<{ seq: number }>;
    if (reply.ok) this.isJoined = true;
  }

  private async run(): Promise<void> {
    const { random } = this.story;
    while (!this.isStopped || this.open.length > 0) {
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
      return this.entry('basket:remove', { itemNumber: 1 + random(this.story.items), units: 1 });
    const itemNumber = 1 + random(this.story.items);
    const { priceMinor, flashId } = this.price(itemNumber);
    const quote = flashId === null ? {} : { flashId };
    return this.entry('basket:add', {
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
    return { buyerId, streamId, key, command, request: { key, ...asked }, sent: 0, answer: null };
  }

  private async send(entry: Entry): Promise<void> {
    const { journal, onOrder } = this.story;
    journal.sends(entry);
    if (entry.answer === null && !this.open.includes(entry)) this.open.push(entry);
    let ack: Ack<{ order?: OrderView; unitPriceMinor?: number; replay?: boolean }>;
    try {
      ack = await this.socket!.timeout(ANSWER_MS).emitWithAck(entry.command, entry.request);
    } catch {
      return; // No answer: the key stays open.
    }
    if (!ack.ok && mayBeAskedAgain(ack.code)) return;
    this.open = this.open.filter((other) => other !== entry);
    const isFirst = entry.answer === null;
    if (!ack.ok) {
      // A refusal is remembered for a minute and not through a restart (I2); asked again it may be judged afresh.
      if (isFirst) journal.hears(entry, ack.code, false);
      return;
    }
    if (isFirst || entry.answer?.includes('-') || entry.answer === 'done') {
      journal.hears(entry, ack.order?.orderId ?? 'done', ack.replay === true);
      if (!isFirst) return;
      this.answered.push(entry);
      if (this.answered.length > 200) this.answered.shift();
      if (ack.order) onOrder(ack.order);
      if (entry.command === 'basket:add') {
        const { itemNumber, units } = entry.request as { itemNumber: number; units: number };
        this.held.push({ itemNumber, units, unitPriceMinor: ack.unitPriceMinor ?? 0 });
      }
    }
  }
}

/** Not a decision about this command: the same key is sent again. */
function mayBeAskedAgain(code: RefusalCode): boolean {
  return isRetryable(code) && code !== 'ALL_HELD' && code !== 'FLASH_NOT_STARTED';
}
