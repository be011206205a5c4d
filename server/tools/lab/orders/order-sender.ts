import { ACCEPTED, BY_ACK, NOT_KNOWN, REFUSED } from '../journal/records.ts';
import type { JournalWriter } from '../journal/writer.ts';
import { isAccepted, read, readNumber } from '../wire/packets.ts';
import type { Viewer } from '../wire/viewer.ts';
import type { KeyMaker } from './key-maker.ts';
import { type OrderForm, orderHash, orderPacket } from './order-forms.ts';
import { OrderTally } from './order-tally.ts';

/** A buyer of the crowd: a viewer with an address. */
export interface Buyer {
  viewer: Viewer;
  addressId: string;
}

/** An order that has no definite answer yet. */
export interface OpenOrder {
  number: number;
  buyer: Buyer;
  form: OrderForm;
  hash: string;
  /** On the clock of `performance.now()`. */
  dueMs: number;
  tries: number;
  firstSentMs: number;
  /** Tries without an answer: each of them may have made the order. */
  unheard: number;
  /** Its buyer waits for nothing more of it, and may order something else. */
  isLetGo: boolean;
  timer: NodeJS.Timeout | null;
}

/** What a desk works with. */
export interface OrderSenderDeps {
  buyers: readonly Buyer[];
  forms: readonly OrderForm[];
  journal: JournalWriter;
  keys: KeyMaker;
  chance: () => number;
  /** Retries as a page does, or takes each first answer for the last. */
  isPatient: boolean;
  /** Epoch ms at 0 of `performance.now()`. */
  originMs: number;
}

/** As the pages do it: 6 s for an answer, at most 6 tries within 25 s, the very same key (I1). */
const ANSWER_MS = 6_000;
const MOST_TRIES = 6;
const BUDGET_MS = 25_000;
/** Buyers who are looked at for one who is not waiting for an answer. */
const MOST_ASKED = 100;
const ORDER_ID = Buffer.from('"orderId":"');
const SEQ = Buffer.from('"seq":');
const CODE = Buffer.from('"code":"');
const REPLAY = Buffer.from('"replay":true');
const WAIT = Buffer.from('"retryAfterMs":');

/**
 * Sends orders and hears their answers; everything is in the journal before it is sent, and as soon as it is heard. In
 * memory are only the orders that have no answer yet.
 */
export class OrderSender {
  /** What is counted now; a scenario sets a new one for each of its stretches. */
  tally = new OrderTally();
  readonly isPatient: boolean;
  readonly open = new Map<number, OpenOrder>();
  /** Orders of which the server said that it does not know: they have to be asked for, like those without an answer. */
  readonly doubtful = new Map<number, OpenOrder>();
  /** Orders whose buyer has no connection now. */
  readonly #waiting = new Map<Viewer, OpenOrder[]>();
  /** Who waits for the answer to an order, and to how many. */
  readonly #ordering = new Map<Viewer, number>();
  #next = 0;
  #nextBuyer = 0;
  readonly #world: OrderSenderDeps;

  constructor(world: OrderSenderDeps) {
    this.#world = world;
    this.isPatient = world.isPatient;
  }

  get inFlight(): number {
    return this.open.size;
  }

  /** One order of the next free buyer in turn. @param dueMs when it was due, on the clock of `performance.now()` */
  place(dueMs: number): void {
    const { forms, chance } = this.#world;
    const buyer = this.#nextFree();
    const form = forms[Math.floor(chance() * forms.length)]!;
    const order: OpenOrder = {
      number: this.#next,
      buyer,
      form,
      hash: orderHash(form, buyer.addressId),
      dueMs,
      tries: 0,
      firstSentMs: 0,
      unheard: 0,
      isLetGo: false,
      timer: null,
    };
    this.#next += 1;
    this.#ordering.set(buyer.viewer, (this.#ordering.get(buyer.viewer) ?? 0) + 1);
    this.open.set(order.number, order);
    const madeMs = performance.now();
    this.tally.send(madeMs);
    this.tally.late.add(madeMs - dueMs);
    if (buyer.viewer.isWelcome) this.#send(order);
    else this.#wait(order);
  }

  /** An answer has come. @param id the even id of its packet */
  answered(id: number, data: Buffer, jsonAt: number, end: number): void {
    const order = this.open.get(id / 2);
    if (!order) return;
    const nowMs = performance.now();
    if (isAccepted(data, jsonAt)) this.#accepted(order, data, jsonAt, end, nowMs);
    else this.#refused(order, data, jsonAt, end, nowMs);
  }

  /** The buyer is back: what waited is sent, the patient's open orders again. */
  welcome(viewer: Viewer): void {
    const waiting = this.#waiting.get(viewer);
    if (!waiting) return;
    this.#waiting.delete(viewer);
    for (const order of waiting) this.#send(order);
  }

  /** The connection is gone: the patient wait for the next one, the others do not know what became of theirs. */
  lost(viewer: Viewer): void {
    if (!this.isPatient) return;
    for (const order of this.open.values()) {
      if (order.buyer.viewer !== viewer || this.#waiting.get(viewer)?.includes(order)) continue;
      this.#wait(order);
    }
  }

  #wait(order: OpenOrder): void {
    if (order.timer) clearTimeout(order.timer);
    order.timer = null;
    const waiting = this.#waiting.get(order.buyer.viewer);
    if (waiting) waiting.push(order);
    else this.#waiting.set(order.buyer.viewer, [order]);
  }

  #send(order: OpenOrder): void {
    const { journal, keys, originMs } = this.#world;
    const { number, buyer, form, hash, dueMs } = order;
    const nowMs = performance.now();
    if (order.tries === 0) order.firstSentMs = nowMs;
    const isInDoubt = order.unheard > 0 || this.doubtful.has(number);
    order.tries += 1;
    order.unheard += 1;
    journal.sent({
      viewer: buyer.viewer.index,
      key: keys.bytesOf(number),
      tries: order.tries,
      dueMs: originMs + dueMs,
      sentMs: originMs + nowMs,
      hash,
    });
    buyer.viewer.sendOrder(orderPacket(number * 2, keys.textOf(number), form, buyer.addressId, isInDoubt));
    if (this.isPatient) this.#plan(order, ANSWER_MS);
  }

  /** Sends it again after a while, unless it is answered or has been tried enough. */
  #plan(order: OpenOrder, afterMs: number): void {
    if (order.timer) clearTimeout(order.timer);
    order.timer = setTimeout(() => {
      order.timer = null;
      const isOver = order.tries >= MOST_TRIES || performance.now() - order.firstSentMs > BUDGET_MS;
      if (!this.open.has(order.number)) return;
      if (isOver) {
        // What it heard last is what it goes away with; only a try that nobody answered leaves it open.
        if (order.unheard === 0) this.#close(order);
        else this.#letGo(order);
        return;
      }
      if (order.buyer.viewer.isWelcome) this.#send(order);
      else this.#wait(order);
    }, afterMs);
  }

  #accepted(order: OpenOrder, data: Buffer, jsonAt: number, end: number, nowMs: number): void {
    const orderAt = placeOf(data, ORDER_ID, jsonAt, end);
    const orderId = Buffer.from(data.toString('latin1', orderAt, orderAt + 36).replaceAll('-', ''), 'hex');
    readNumber(data, placeOf(data, SEQ, jsonAt, end));
    const seq = read.value;
    const isReplay = data.subarray(jsonAt, end).includes(REPLAY);
    this.doubtful.delete(order.number);
    this.tally.accept(nowMs);
    if (isReplay) this.tally.replays += 1;
    this.tally.ack.add(nowMs - order.dueMs);
    this.#note(order, { outcome: ACCEPTED, isReplay, nowMs, seq, orderId, code: '' });
    this.#close(order);
  }

  #refused(order: OpenOrder, data: Buffer, jsonAt: number, end: number, nowMs: number): void {
    const codeAt = placeOf(data, CODE, jsonAt, end);
    const code = data.toString('latin1', codeAt, data.indexOf(0x22, codeAt));
    const isForNow = code === 'BUSY' || code === 'UNAVAILABLE';
    // These two are said before anything is looked at: of this try they are sure, of an earlier one they know nothing.
    const isOfThisTry = code === 'BUSY' || code === 'RATE_LIMITED';
    order.unheard -= 1;
    const isUnheard = order.unheard > 0 || this.doubtful.has(order.number);
    // And these may stand for an order that was made all the same.
    const isDoubtful = code === 'UNAVAILABLE' || code === 'INTERNAL' || (isOfThisTry && isUnheard);
    this.tally.refuse(code);
    if (isForNow) this.tally.turnedAway.add(nowMs - order.dueMs);
    const outcome = isDoubtful ? NOT_KNOWN : REFUSED;
    this.#note(order, { outcome, isReplay: false, nowMs, seq: 0, orderId: null, code });
    if (isDoubtful) this.doubtful.set(order.number, order);
    const mayTryAgain = order.tries < MOST_TRIES && nowMs - order.firstSentMs < BUDGET_MS;
    if (!this.isPatient || !isForNow || !mayTryAgain) {
      this.#close(order);
      return;
    }
    readNumber(data, placeOf(data, WAIT, jsonAt, end));
    this.#plan(order, read.value * (1 + this.#world.chance() / 2));
  }

  #note(
    order: OpenOrder,
    answer: {
      outcome: number;
      isReplay: boolean;
      nowMs: number;
      seq: number;
      orderId: Buffer | null;
      code: string;
    },
  ): void {
    const { nowMs, ...rest } = answer;
    this.#world.journal.answered({
      ...rest,
      viewer: order.buyer.viewer.index,
      key: this.#world.keys.bytesOf(order.number),
      by: BY_ACK,
      atMs: this.#world.originMs + nowMs,
    });
  }

  #close(order: OpenOrder): void {
    if (order.timer) clearTimeout(order.timer);
    this.open.delete(order.number);
    this.#letGo(order);
  }

  /**
   * Nobody orders a second time while the first is on its way, and a market refuses it: whoever is due, it is one who is
   * free. Where (nearly) nobody is, the next in turn has to, for an order that is due is sent.
   */
  #nextFree(): Buyer {
    const { buyers } = this.#world;
    const most = this.#ordering.size < buyers.length ? MOST_ASKED : 0;
    const turn = () => {
      const buyer = buyers[this.#nextBuyer]!;
      this.#nextBuyer = (this.#nextBuyer + 1) % buyers.length;
      return buyer;
    };
    let buyer = turn();
    for (let asked = 1; asked < most && this.#ordering.has(buyer.viewer); asked += 1) buyer = turn();
    return buyer;
  }

  #letGo(order: OpenOrder): void {
    if (order.isLetGo) return;
    order.isLetGo = true;
    const { viewer } = order.buyer;
    const others = (this.#ordering.get(viewer) ?? 1) - 1;
    if (others > 0) this.#ordering.set(viewer, others);
    else this.#ordering.delete(viewer);
  }
}

/** Where the value behind a name begins. Throws if the name is not there: the answer has another form than we know. */
function placeOf(data: Buffer, name: Buffer, from: number, end: number): number {
  const at = data.indexOf(name, from);
  if (at < 0 || at >= end) throw new Error(`An answer without ${name.toString()}.`);
  return at + name.length;
}
