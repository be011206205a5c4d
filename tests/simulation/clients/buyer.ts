import type { BuyerActor } from '../../../server/application/application.ts';
import { orReceipt } from '../../../server/application/receipt.ts';
import type { BuyerCommand } from '../../../server/market/command-spec.ts';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { PrivateView } from '../../../shared/contract/private-view.ts';
import { shownPrice } from '../../../shared/live-view/price.ts';
import type { CartLine } from '../../../shared/market/cart/contract.ts';
import type { WayToPay } from '../../../shared/market/newcomers/contract.ts';
import type { OrderView, TakingOffer } from '../../../shared/market/order/contract.ts';
import type { LiveRequest } from '../../../shared/protocol.ts';
import type { Node } from '../world/node.ts';
import { openSecrets } from '../world/people.ts';
import type { World } from '../world/world.ts';
import { CODES } from './host.ts';
import type { Entry, Journal } from './journal.ts';
import type { Lines } from './line.ts';
import type { Viewer } from './viewer.ts';

type Answer = Ack<{ seq: number; replay?: boolean; order?: OrderView }>;

const MOST_TRIES = 5;
/** A tap on a flash that starts later than that is not kept (F7). */
const KEPT_TAP_MS = 60_000;
/** What the log says of whom nobody knows where they are. */
const UNKNOWN_TAG = '-';
/** How many of a thing are added at once, by how often. */
const cartUnits = { 1: 70, 2: 20, 3: 8, 6: 2 };

/** Three villages, and one in seven of whom nobody knows where they are: several of them share a network, none by chance (H8). */
export function networkOf(buyerId: string): string | null {
  const number = Number(buyerId.replace(/\D/g, '')) || 0;
  return number % 7 === 6 ? null : `10.0.${number % 3}.0/24`;
}

/** A line that a quote is asked for: held units, or such as are taken from the shelf. */
export interface QuotedLine {
  itemNumber: number;
  units: number;
  unitPriceMinor: number;
  isHeld: boolean;
}

/** What of an item could be ordered out of a cart. */
function unitsIn(lines: readonly CartLine[], itemNumber: number): number {
  const line = lines.find((each) => each.itemNumber === itemNumber);
  if (!line) return 0;
  return line.directUnits + line.holds.reduce((sum, { units }) => sum + units, 0);
}

/** A person with one account on several devices: every tap has a key, kept until it is answered (I1). */
export class Buyer {
  readonly buyerId: string;
  readonly addressId: string;
  /** Where an order may go instead; null: who is abroad has none. */
  readonly otherAddressId: string | null;
  private readonly movedTo = new Map<string, string>();
  /** Every id that was merged into this buyer, itself first (B2). */
  allIds: string[];
  readonly viewer: Viewer;
  /** Orders this buyer knows of. */
  readonly orders = new Map<string, OrderView>();
  /** Order keys without an answer. */
  readonly open = new Set<Entry>();
  /** Commands that are still being sent. */
  busy = 0;
  mine: PrivateView | null = null;
  /** Units by item that this buyer's device keeps, where the market keeps none (H2). */
  private readonly kept = new Map<number, number>();
  private readonly streamId: string;
  private readonly world: World;
  private readonly lines: Lines;
  private readonly journal: Journal;
  private readonly network: string | null;
  private taps = 0;

  constructor(
    deps: { world: World; lines: Lines; journal: Journal; streamId: string },
    self: {
      buyerId: string;
      addressId: string;
      otherAddressId?: string | null;
      viewer: Viewer;
      network: string | null;
    },
  ) {
    this.world = deps.world;
    this.lines = deps.lines;
    this.journal = deps.journal;
    this.streamId = deps.streamId;
    this.buyerId = self.buyerId;
    this.addressId = self.addressId;
    this.otherAddressId = self.otherAddressId ?? null;
    this.viewer = self.viewer;
    this.network = self.network;
    this.allIds = [self.buyerId];
  }

  get actor(): BuyerActor {
    const { network } = this;
    return { buyerId: this.allIds[0]!, allIds: [...this.allIds], ...(network !== null && { network }) };
  }

  private get keepsCart(): boolean {
    return this.viewer.view.stream?.holdPolicy === 'first_paid';
  }

  /** What the page shows: the market's, and what the device keeps. */
  private get cartLines(): CartLine[] {
    const kept = Array.from(this.kept, ([itemNumber, directUnits]) => ({
      ...{ itemNumber, directUnits, expiredUnits: 0, holds: [] },
    }));
    return [...(this.mine?.cart.lines ?? []), ...kept];
  }

  private keeps(itemNumber: number, units: number): void {
    const left = (this.kept.get(itemNumber) ?? 0) + units;
    if (left > 0) this.kept.set(itemNumber, left);
    else this.kept.delete(itemNumber);
  }

  /** The tag by which the log knows the network (H8). */
  get tag(): string {
    return this.network === null ? UNKNOWN_TAG : openSecrets.networkTag('', this.network);
  }

  /** Adds units of something on the screen, at the price that the screen shows. */
  async adds(): Promise<void> {
    const { chance } = this.world;
    const { view } = this.viewer;
    if (view.order.length === 0) return;
    const itemNumber = chance.one(view.order);
    const nowMs = this.viewer.nowMs + chance.whole(-40, 40);
    const price = shownPrice(view, itemNumber, nowMs);
    if (!price) return;
    const announced = view.flash[itemNumber];
    const isEager = announced !== undefined && chance.happens(0.15);
    const flashId = isEager ? announced.flashId : price.flashId;
    const seenPriceMinor = isEager ? announced.priceMinor : price.priceMinor;
    const units = chance.weighted(cartUnits);
    // A page keeps a tap on a countdown, and sends it around the start (F7).
    const earlyMs = isEager ? announced.startsAtMs - nowMs : 0;
    if (earlyMs > 0 && earlyMs < KEPT_TAP_MS && chance.happens(0.7)) {
      await this.world.pause(earlyMs + chance.between(-300, 300));
    }
    const request: LiveRequest<'cart:add'> = {
      key: this.newKey(),
      itemNumber,
      units: Number(units),
      seenPriceMinor,
      ...(flashId === null ? {} : { flashId }),
    };
    await this.sendsAdd(request, {
      itemNumber,
      units: request.units,
      seenMinor: seenPriceMinor,
      flashId,
      joinedAtMs: chance.happens(0.9) ? this.viewer.joinedAtMs : null,
    });
  }

  private async sendsAdd(request: LiveRequest<'cart:add'>, told: Partial<Entry>): Promise<void> {
    const { settled } = await this.sends('cart:add', request, told);
    if (settled?.ok && this.keepsCart) this.keeps(request.itemNumber, request.units);
  }

  async removes(): Promise<void> {
    await this.looks();
    const lines = this.cartLines;
    if (lines.length === 0) return;
    const { itemNumber } = this.world.chance.one(lines);
    if (this.kept.has(itemNumber)) return this.keeps(itemNumber, -1);
    await this.sends('cart:remove', { key: this.newKey(), itemNumber, units: 1 }, {});
  }

  /** Takes a flash price for what the cart holds at list price, as the market offers it (F7). */
  async takes(): Promise<void> {
    await this.looks();
    const lines = (this.mine?.cart.lines ?? []).flatMap(({ itemNumber, holds }) =>
      holds.map(({ units, unitPriceMinor }) => ({ itemNumber, units, unitPriceMinor })),
    );
    if (lines.length === 0) return;
    const asked = { lines, addressId: this.addressId };
    const ack = await this.lines.ask(this.lines.anyNode(), (server) =>
      server.application.orderQuote(this.actor, this.streamId, asked, server.clock.steadyMs()),
    );
    const offer = ack?.ok ? ack.takings?.[0] : undefined;
    if (offer) await this.takesAt(offer);
  }

  private async takesAt({ itemNumber, flashId, units, nowMinor, ...totals }: TakingOffer): Promise<void> {
    const { totalBeforeMinor, totalAfterMinor } = totals;
    const { addressId } = this;
    const request: LiveRequest<'cart:take'> = {
      ...{ key: this.newKey(), itemNumber, flashId, units, totalBeforeMinor, totalAfterMinor, addressId },
    };
    await this.sends('cart:take', request, { itemNumber, units, flashId, seenMinor: nowMinor });
  }

  /** Takes a place in the line of something that the screen shows as gone, or nearly (H5). */
  async waits(): Promise<void> {
    const { chance } = this.world;
    const { view } = this.viewer;
    const scarce = view.order.filter((itemNumber) => (view.stock[itemNumber]?.available ?? 0) < 3);
    if (scarce.length === 0) return;
    const itemNumber = chance.one(scarce);
    const units = Number(chance.weighted(cartUnits));
    await this.sends('waitlist:join', { key: this.newKey(), itemNumber, units }, { itemNumber, units });
  }

  /** Asks to be shown something that the screen shows (L9): more than once, now and then. */
  async asksToSee(): Promise<void> {
    const { chance } = this.world;
    const { order } = this.viewer.view;
    if (order.length === 0) return;
    const asked = Array.from({ length: chance.whole(1, 3) }, () => ({
      buyerId: chance.one(this.allIds),
      itemNumber: chance.one(order),
    }));
    this.journal.shows.push(...asked);
    await this.lines.ask(this.lines.anyNode(), (server, readAtMs) =>
      server.application.requestShows(asked, this.streamId, readAtMs),
    );
  }

  /** Says no to what is on offer, or gives a place up. */
  async stopsWaiting(): Promise<void> {
    await this.looks();
    const offered = this.mine?.cart.lines.filter(({ holds }) => holds.some(({ isOffer }) => isOffer)) ?? [];
    const lines = [...offered, ...(this.mine?.waiting ?? [])];
    if (lines.length === 0) return;
    const { itemNumber } = this.world.chance.one(lines);
    await this.sends('waitlist:leave', { key: this.newKey(), itemNumber }, {});
  }

  /**
   * Puts units of one product into the cart, unless they are there.
   * @returns how many are there then, and what the screen asks for one
   */
  async wants(itemNumber: number, units: number): Promise<{ units: number; priceMinor: number }> {
    await this.looks();
    const price = shownPrice(this.viewer.view, itemNumber, this.viewer.nowMs);
    if (!price) return { units: 0, priceMinor: 0 };
    const { priceMinor } = price;
    const missing = units - unitsIn(this.cartLines, itemNumber);
    if (missing > 0) {
      const { joinedAtMs } = this.viewer;
      const add = { key: this.newKey(), itemNumber, units: missing, seenPriceMinor: priceMinor };
      const told = { itemNumber, units: missing, seenMinor: priceMinor, flashId: null, joinedAtMs };
      await this.sendsAdd(add, told);
      await this.looks();
    }
    return { units: unitsIn(this.cartLines, itemNumber), priceMinor };
  }

  /**
   * Orders units of one product for cash, as a newcomer does who came for just that.
   * @returns what was heard: `ok`, a code, or null if there was nothing to order, or no answer
   */
  async buysForCash(itemNumber: number, wanted: number): Promise<string | null> {
    const { units, priceMinor } = await this.wants(itemNumber, wanted);
    if (units === 0) return null;
    const lines = [{ itemNumber, units, unitPriceMinor: priceMinor }];
    const expectTotalMinor = await this.totalOf(lines);
    const { addressId } = this;
    const { joinedAtMs } = this.viewer;
    const request: LiveRequest<'order:place'> = {
      ...{ key: this.newKey(), lines, expectTotalMinor, addressId, payment: 'cash_on_delivery' },
    };
    const entry = await this.sends('order:place', request, { lines, expectTotalMinor, joinedAtMs });
    if (!entry.settled) {
      this.open.add(entry);
      return null;
    }
    if (!entry.settled.ok) return entry.settled.code;
    this.knows((entry.settled as { order?: OrderView }).order);
    return 'ok';
  }

  /** What a quote says of each way to pay for all that the cart holds, without an address; null: it says nothing (H8). */
  async waysToPay(node: Node): Promise<{ lines: QuotedLine[]; ways: WayToPay[]; atMs: number } | null> {
    await this.looks(node);
    const { view, nowMs } = this.viewer;
    const quoted = this.cartLines.flatMap(({ itemNumber, holds, directUnits }): QuotedLine[] => {
      const price = directUnits > 0 ? shownPrice(view, itemNumber, nowMs) : null;
      const held = holds.map(({ units, unitPriceMinor }) => ({
        itemNumber,
        units,
        unitPriceMinor,
        isHeld: true,
      }));
      if (!price) return held;
      return [...held, { itemNumber, units: directUnits, unitPriceMinor: price.priceMinor, isHeld: false }];
    });
    if (quoted.length === 0) return null;
    const lines = quoted.map(({ isHeld: _, ...line }) => line);
    let atMs = 0;
    const ack = await this.lines.ask(node, (server, readAtMs) => {
      atMs = server.application.timeOf(this.streamId, readAtMs);
      return server.application.orderQuote(this.actor, this.streamId, { lines, addressId: null }, readAtMs);
    });
    return ack?.ok && ack.ways ? { lines: quoted, ways: ack.ways, atMs } : null;
  }

  /** Orders what the cart holds, all of it or some, at the prices that it shows. */
  async places(): Promise<void> {
    const { chance } = this.world;
    if (!this.mine || chance.happens(0.6)) await this.looks();
    const lines: { itemNumber: number; units: number; unitPriceMinor: number }[] = [];
    const { view } = this.viewer;
    for (const line of this.cartLines) {
      if (chance.happens(0.15)) continue;
      for (const { units, unitPriceMinor } of line.holds) {
        lines.push({ itemNumber: line.itemNumber, units, unitPriceMinor });
      }
      const price = shownPrice(view, line.itemNumber, this.viewer.nowMs);
      if (line.directUnits > 0 && price) {
        const unitPriceMinor = price.priceMinor;
        lines.push({ itemNumber: line.itemNumber, units: line.directUnits, unitPriceMinor });
      }
    }
    if (lines.length === 0) return;
    const code = chance.happens(0.3) ? chance.one(CODES).toLowerCase() : undefined;
    const totalMinor = await this.totalOf(lines, code);
    const expectTotalMinor = chance.happens(0.03) ? totalMinor - 1 : totalMinor;
    const payment: PaymentMethod = chance.happens(0.2) ? 'cash_on_delivery' : 'sandbox';
    const { addressId } = this;
    const request: LiveRequest<'order:place'> = {
      key: this.newKey(),
      lines,
      expectTotalMinor,
      addressId,
      payment,
      // Most take the best ones; some name what they saw, which may be gone by then (V1).
      ...(chance.happens(0.3) && { vouchers: this.someVouchers() }),
      ...(code !== undefined && { code }),
    };
    const joinedAtMs = chance.happens(0.9) ? this.viewer.joinedAtMs : null;
    const told = { lines, expectTotalMinor, code, joinedAtMs };
    const entry = await this.sends('order:place', request, told);
    if (!entry.settled) this.open.add(entry);
    else if (entry.settled.ok) this.knows((entry.settled as { order?: OrderView }).order);
    else if (entry.settled.code === 'CHEAPER_NOW') await this.isAsked(request, told, entry.settled);
  }

  /** What is held at list price has a flash price by now: takes it, or says no and orders as it is (F7). */
  private async isAsked(
    request: LiveRequest<'order:place'>,
    told: Partial<Entry>,
    offer: TakingOffer,
  ): Promise<void> {
    if (this.world.chance.happens(0.5)) return this.takesAt(offer);
    const askedFlashIds = [offer.flashId];
    const again = { ...request, key: this.newKey(), askedFlashIds };
    const entry = await this.sends('order:place', again, { ...told, askedFlashIds });
    if (!entry.settled) this.open.add(entry);
    else if (entry.settled.ok) this.knows((entry.settled as { order?: OrderView }).order);
  }

  /** The total that the screen shows: asked for at any node where sending costs something, else what the lines sum to. */
  private async totalOf(lines: LiveRequest<'order:quote'>['lines'], code?: string): Promise<number> {
    const sumMinor = lines.reduce((sum, { units, unitPriceMinor }) => sum + units * unitPriceMinor, 0);
    if (!this.viewer.view.stream?.isQuoted) return sumMinor;
    const request = { lines, addressId: this.addressId, ...(code !== undefined && { code }) };
    const ack = await this.lines.ask(this.lines.anyNode(), (server) =>
      server.application.orderQuote(this.actor, this.streamId, request, server.clock.steadyMs()),
    );
    return ack?.ok ? ack.totalMinor : sumMinor;
  }

  private someVouchers(): string[] {
    const { chance } = this.world;
    return Object.keys(this.viewer.view.vouchers)
      .filter(() => chance.happens(0.3))
      .slice(0, 3);
  }

  async cancels(): Promise<void> {
    const orderId = [...this.orders.keys()].at(-this.world.chance.whole(1, 3));
    if (orderId === undefined) return;
    if (this.otherAddressId !== null && isForElsewhere(orderId)) return this.sendsElsewhere(orderId);
    const isForDoor = this.orders.get(orderId)?.payment === 'sandbox' && sumOf(orderId) % 3 === 1;
    const command = isForDoor ? 'order:pay-on-delivery' : 'order:cancel';
    const entry = await this.sends(command, { key: this.newKey(), orderId }, { joinedAtMs: null });
    if (entry.settled?.ok) this.knows((entry.settled as { order?: OrderView }).order);
  }

  /** An order goes to the buyer's other address, and another time back (O10). */
  private async sendsElsewhere(orderId: string): Promise<void> {
    const addressId =
      this.movedTo.get(orderId) === this.otherAddressId ? this.addressId : this.otherAddressId!;
    this.movedTo.set(orderId, addressId);
    const request = { key: this.newKey(), orderId, addressId };
    const entry = await this.sends('order:change-address', request, { joinedAtMs: null });
    if (entry.settled?.ok) this.knows((entry.settled as { order?: OrderView }).order);
  }

  /** Asks what became of the orders that were never answered (I3). */
  async asksStatus(): Promise<void> {
    for (const entry of [...this.open]) {
      const letGo = this.world.chance.happens(0.5);
      const ack = await this.status(entry.key, this.lines.anyNode(), letGo);
      if (!ack?.ok || ack.outcome === 'in_progress') continue;
      if (ack.outcome === 'accepted') this.knows(ack.order);
      if (letGo && ack.outcome !== 'accepted') entry.isLetGo = true;
      if (ack.outcome !== 'never_seen' || letGo) this.open.delete(entry);
      // Never seen: the very same order may be sent again.
      else if (this.world.chance.happens(0.5)) await this.retries(entry);
    }
  }

  status(key: string, node: Node, letGo = false) {
    return this.lines.ask(node, (server) =>
      server.application.orderStatus(this.actor, this.streamId, key, letGo),
    );
  }

  /** Reads the own part anew, from any node. */
  async looks(node: Node = this.viewer.node): Promise<void> {
    const ack = await this.lines.ask(node, async (server) => {
      const view = await server.application.privateView(this.streamId, this.actor);
      return { ok: true as const, view };
    });
    if (ack?.ok) this.isTold(ack.view);
  }

  /** Whole values; the highest place in the log wins. */
  isTold(mine: PrivateView): void {
    if (mine.seq >= (this.mine?.seq ?? 0)) this.mine = mine;
  }

  private async retries(entry: Entry): Promise<void> {
    const request = JSON.parse(JSON.stringify(this.requests.get(entry.key))) as LiveRequest<'order:place'>;
    await this.tries('order:place', request, entry);
    if (!entry.settled) return;
    this.open.delete(entry);
    if (entry.settled.ok) this.knows((entry.settled as { order?: OrderView }).order);
  }

  private readonly requests = new Map<string, object>();

  private knows(order: OrderView | undefined): void {
    if (!order) return;
    if (!this.orders.has(order.orderId))
      for (const { itemNumber, units } of order.lines) this.keeps(itemNumber, -units);
    this.orders.set(order.orderId, order);
  }

  private newKey(): string {
    this.taps += 1;
    return `${this.buyerId}-tap${this.taps}`;
  }

  /** Writes a tap down and sends it until it is answered, a double tap twice at once, later tries elsewhere. */
  private async sends<C extends BuyerCommand>(
    command: C,
    request: LiveRequest<C>,
    told: Partial<Entry>,
  ): Promise<Entry> {
    const { chance } = this.world;
    this.requests.set(request.key, request);
    const { buyerId } = this.actor;
    const entry = this.journal.write(
      { joinedAtMs: null, ...told, key: request.key, buyerId, command, tag: this.tag },
      this.world.nowMs,
    );
    this.world.story.tell(`${this.buyerId} ${command}`, () => JSON.stringify(request));
    const isDouble = chance.happens(0.08);
    const tries = [this.tries(command, request, entry)];
    if (isDouble) tries.push(this.tries(command, request, entry));
    await Promise.all(tries);
    if (entry.settled && chance.happens(0.03)) void this.tries(command, request, entry);
    return entry;
  }

  private async tries<C extends BuyerCommand>(
    command: C,
    request: LiveRequest<C>,
    entry: Entry,
  ): Promise<void> {
    const { world, lines, journal } = this;
    this.busy += 1;
    let { node } = this.viewer;
    for (let count = 0; count < MOST_TRIES && !(count > 0 && entry.settled); count += 1) {
      if (count > 0 || world.chance.happens(0.1)) node = lines.anyNode();
      const sent = journal.tries(entry, world.nowMs);
      const { receipt } = entry;
      const asked = {
        ...request,
        ...(sent.isInDoubt && { inDoubt: true as const }),
        ...(receipt !== undefined && { receipt }),
      };
      const ack: Answer | null = await lines.ask(node, (server, readAtMs) => {
        const arrivedAtMs = server.application.timeOf(this.streamId, readAtMs);
        this.journal.read(entry, arrivedAtMs);
        const { joinedAtMs } = entry;
        const { actor, streamId } = this;
        const tried = { actor, streamId, command, request: asked, arrivedAtMs };
        return orReceipt(openSecrets, tried, () =>
          server.application.live(actor, streamId, command, asked, readAtMs, joinedAtMs),
        ) as Promise<Answer>;
      });
      if (ack === null) continue;
      journal.heard(entry, ack, world.nowMs, sent);
      if (!ack.ok && 'receipt' in ack && ack.receipt) entry.receipt ??= ack.receipt;
      world.story.tell(
        `${this.buyerId} hears`,
        () => `${request.key} ${ack.ok ? `ok ${ack.seq}` : ack.code}`,
      );
      if (
        !ack.ok &&
        ack.code === 'FLASH_NOT_STARTED' &&
        ack.inMs < KEPT_TAP_MS &&
        world.chance.happens(0.7)
      ) {
        await world.pause(ack.inMs + world.chance.between(0, 300));
        continue;
      }
      if (ack.ok || !('retryAfterMs' in ack)) {
        entry.settled ??= ack;
        break;
      }
      // The page says so and sends nothing again: the hour of a product's changes may have just begun.
      if (ack.code === 'RATE_LIMITED') break;
      await world.pause(ack.retryAfterMs * (1 + world.chance.next() / 2));
    }
    this.busy -= 1;
  }
}

/** One order in three: by its id, so that no world draws anything for it. */
function isForElsewhere(orderId: string): boolean {
  return sumOf(orderId) % 3 === 0;
}

function sumOf(orderId: string): number {
  return [...orderId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
}
