import type { Loss, PartBy, SalesPart, StepLoss } from '../../../shared/contract/parts.ts';
import type { Channel } from '../../../shared/values/channel.ts';
import { type LossStep, lostWhen } from '../../../shared/values/lost-most.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Fact } from '../../market/facts.ts';
import { buyerIdNow } from '../../market/kernel/buyers.ts';
import type { Order, OrderLine, RefundedLine } from '../../market/order/order.ts';
import type { StreamState } from '../../market/state.ts';
import { type ExposedPart, MAX_ADDERS } from './funnel.ts';
import { Payers } from './payers.ts';
import type { Refused } from './refused.ts';

const BYS = ['item', 'producer', 'channel', 'price'] as const satisfies readonly PartBy[];

type Sums = SalesPart['units'];
type ByMinute = Map<number, number>;

/** What orders came to in one part. Of what was undone there is little: its orders are kept by name, so that none counts twice. */
interface PartTally {
  ordered: number;
  paid: number;
  unpaid: number;
  cancelled: Set<string>;
  refunded: Set<string>;
  undone: Set<string>;
  units: Sums;
  minor: Sums;
  /** By the minute in which they were placed. */
  unpaidAt: ByMinute;
  undoneAt: ByMinute;
}

interface Undone {
  line: OrderLine;
  units: number;
  goodsMinor: number;
}

/** Of one person: the minute of the first add. */
type Firsts = Map<string, number>;

/** What the log does not say of a part, or says in another chapter. */
export interface PartSurroundings {
  /** Of the same parts, by minute; null: no screen said, or none can. */
  exposed: readonly ExposedPart[] | null;
  refused: readonly Refused[];
  /** By item, then by buyer: the minute of the first add. */
  adders: ReadonlyMap<number, ReadonlyMap<string, number>>;
}

/** How far each item, producer, channel and kind of price came, order by order, and where it lost most. */
export class PartsChapter {
  readonly #state: StreamState;
  readonly #tallies: Record<PartBy, Map<string, PartTally>> = {
    item: new Map(),
    producer: new Map(),
    channel: new Map(),
    price: new Map(),
  };
  /** Who has ordered an item, and at a kind of price. */
  readonly #orderedItem = new Map<number, Set<string>>();
  readonly #orderedAt = { list: new Set<string>(), flash: new Set<string>() };
  /** Who first added at a kind of price, and when. */
  readonly #addedAt = { list: new Map<string, number>(), flash: new Map<string, number>() };
  /** By whose link a buyer came last, before their last order if there is one; without an entry nobody's. */
  readonly #cameBy = new Map<string, { channel: Channel; atMs: number; hasOrdered: boolean }>();
  readonly #payers: Payers;
  #kept = 0;

  constructor(state: StreamState) {
    this.#state = state;
    this.#payers = new Payers(state);
  }

  readonly on = {
    cart_added: (fact: Fact<'cart_added'>, atMs: number): void => {
      const { buyerId, flashId, channel } = fact;
      this.#came(buyerId, channel, atMs, false);
      const adders = this.#addedAt[flashId === null ? 'list' : 'flash'];
      if (!adders.has(buyerId) && this.#mayKeep()) adders.set(buyerId, minuteOf(atMs));
    },
    order_placed: ({ orderId, buyerId, channel }: Fact<'order_placed'>, atMs: number): void => {
      const order = this.#orderOf(orderId);
      if (!order) return;
      this.#came(buyerId, channel, atMs, true);
      for (const { itemNumber, flashId } of order.lines) {
        const buyers = entry(this.#orderedItem, itemNumber, () => new Set<string>());
        if (!buyers.has(buyerId) && this.#mayKeep()) buyers.add(buyerId);
        this.#orderedAt[flashId === null ? 'list' : 'flash'].add(buyerId);
      }
      this.#each(order, (part) => {
        part.ordered += 1;
      });
    },
    order_paid: ({ orderId, late }: Fact<'order_paid'>): void => {
      const order = this.#orderOf(orderId);
      if (!order) return;
      if (late) this.#countUnpaid(order, -1);
      if (!this.#isPaidByClose(order)) return;
      this.#payers.note(order, minuteOf(order.placedAtMs));
      this.#each(order, (part, lines) => {
        part.paid += 1;
        addTo(part, 'paid', 1, lines);
      });
      const missing = order.lines.filter(({ unfilled }) => unfilled > 0);
      this.#undo(
        order,
        'cancelled',
        missing.map((line) => ({ line, units: line.unfilled, goodsMinor: line.unfilledGoodsMinor })),
      );
    },
    order_expired: ({ orderId }: Fact<'order_expired'>): void => {
      const order = this.#orderOf(orderId);
      if (order) this.#countUnpaid(order, 1);
    },
    order_cancelled: ({ orderId, stage }: Fact<'order_cancelled'>): void => {
      const order = this.#orderOf(orderId);
      if (!order) return;
      if (stage === 'unpaid') {
        this.#countUnpaid(order, 1);
        return;
      }
      const rest = order.lines.map((line) => ({
        line,
        units: line.units - line.unfilled - line.refundedUnits,
        goodsMinor: line.goodsMinor - line.unfilledGoodsMinor - line.refundedGoodsMinor,
      }));
      this.#undo(
        order,
        'cancelled',
        rest.filter(({ units }) => units > 0),
      );
    },
    line_unfilled: ({ orderId, lineIndex, units, goodsMinor }: Fact<'line_unfilled'>): void => {
      const order = this.#orderOf(orderId);
      const line = order?.lines[lineIndex];
      if (order && line) this.#undo(order, 'cancelled', [{ line, units, goodsMinor }]);
    },
    order_refunded: ({ orderId, lines }: Fact<'order_refunded'>): void => {
      this.#refund(lines.map((line) => ({ orderId, ...line })));
    },
    // What comes back with a parcel or a claim is told by its own fact.
    shipment_lost: ({ refunds }: Fact<'shipment_lost'>): void => this.#refund(refunds),
    shipment_returned: ({ refunds }: Fact<'shipment_returned'>): void => this.#refund(refunds),
    claim_decided: ({ refund }: Fact<'claim_decided'>): void => {
      if (refund) this.#refund([refund]);
    },
  };

  /** Paid orders of an item that were placed in a minute and of which nothing is left. */
  undoneIn(itemNumber: number, minute: number): number {
    return this.#tallies.item.get(String(itemNumber))?.undoneAt.get(minute) ?? 0;
  }

  /** Parts in which something happened, and every item of the lineup; items by their number, others by what was paid. */
  tell(by: PartBy, { exposed, refused, adders }: PartSurroundings): SalesPart[] {
    const tallies = this.#tallies[by];
    const shown = exposedOf(exposed);
    const asked = this.#refusedOf(by, refused);
    const added = this.#addersOf(by, adders);
    const hasAdds = adders.size > 0;
    const channels = by === 'channel' ? this.#channels() : null;
    const payers = this.#payers.tell(by, (person) => channels?.get(person) ?? 'direct');
    const names = new Set([
      ...tallies.keys(),
      ...added.keys(),
      ...(shown?.keys() ?? []),
      ...(asked?.keys() ?? []),
    ]);
    if (by === 'item') for (const itemNumber of this.#state.items.keys()) names.add(String(itemNumber));
    const parts = Array.from(names, (of): SalesPart => {
      const tally = tallies.get(of) ?? emptyPart();
      const { seen, tapped } = shown?.get(of) ?? { seen: new Map(), tapped: new Map() };
      const adding = added.get(of) ?? { all: new Map<string, number>(), lost: [] };
      const counts = {
        tapped: shown ? total(tapped) : null,
        added: hasAdds ? adding.all.size : null,
        ...{ ordered: tally.ordered, paid: tally.paid },
      };
      const addedAt = countedBy(adding.all.values());
      const paying = payers && countedBy(payers.get(of)?.values() ?? []);
      return {
        of,
        ...this.#namesOf(by, of),
        seen: shown ? total(seen) : null,
        ...counts,
        payers: paying && total(paying),
        unpaid: tally.unpaid,
        kept: tally.paid - tally.undone.size,
        cancelled: tally.cancelled.size,
        refunded: tally.refunded.size,
        units: tally.units,
        minor: tally.minor,
        refused: asked && (asked.get(of) ?? []),
        losses: [
          ...tappedAway(counts, tapped, addedAt),
          ...(counts.added === null ? [] : [lossAt('added', counts.added, countedBy(adding.lost))]),
          lossAt('ordered', counts.ordered, tally.unpaidAt),
          lossAt('paid', counts.paid, tally.undoneAt),
        ],
        toPayment: shown && paying && wentNoFurther(tapped, paying),
      };
    });
    return by === 'item'
      ? parts.sort((a, b) => Number(a.of) - Number(b.of))
      : parts.sort((a, b) => b.minor.paid - a.minor.paid || (a.of < b.of ? -1 : 1));
  }

  /** An order as the state has it, or as it was let go of by this very fact. */
  #orderOf(orderId: string): Order | undefined {
    const { orders, forgotten } = this.#state;
    return orders.get(orderId) ?? forgotten.find((order) => order.orderId === orderId);
  }

  #isPaidByClose({ paidAtMs }: Order): boolean {
    const { closedAtMs } = this.#state;
    return paidAtMs !== null && (closedAtMs === null || paidAtMs <= closedAtMs);
  }

  #mayKeep(): boolean {
    if (this.#kept >= 2 * MAX_ADDERS) return false;
    this.#kept += 1;
    return true;
  }

  #came(buyerId: string, channel: Channel | undefined, atMs: number, hasOrdered: boolean): void {
    const known = this.#cameBy.get(buyerId);
    if (known?.hasOrdered && !hasOrdered) return;
    if (!known && (channel === undefined || channel === 'direct' || !this.#mayKeep())) return;
    this.#cameBy.set(buyerId, { channel: channel ?? 'direct', atMs, hasOrdered });
  }

  /** Each part that an order has lines of, with those lines. */
  #each(order: Order, note: (part: PartTally, lines: readonly OrderLine[]) => void): void {
    for (const by of BYS) {
      const tallies = this.#tallies[by];
      const lines = Map.groupBy(order.lines, (line) => partOf(by, order, line));
      for (const [name, own] of lines) note(entry(tallies, name, emptyPart), own);
    }
  }

  #countUnpaid(order: Order, by: 1 | -1): void {
    const minute = minuteOf(order.placedAtMs);
    this.#each(order, (part, lines) => {
      part.unpaid += by;
      addTo(part, 'unpaid', by, lines);
      part.unpaidAt.set(minute, (part.unpaidAt.get(minute) ?? 0) + by);
    });
  }

  #refund(refunds: readonly Omit<RefundedLine, 'refundMinor'>[]): void {
    for (const [orderId, lines] of Map.groupBy(refunds, (refund) => refund.orderId)) {
      const order = this.#orderOf(orderId);
      if (!order) continue;
      const undone = lines.flatMap(({ lineIndex, units, goodsMinor }) => {
        const line = order.lines[lineIndex];
        return line ? [{ line, units, goodsMinor }] : [];
      });
      this.#undo(order, 'refunded', undone);
    }
  }

  /** Of a paid order something is undone: once nothing of it is left in a part, that part has lost it. */
  #undo(order: Order, how: 'cancelled' | 'refunded', undone: readonly Undone[]): void {
    if (undone.length === 0 || !this.#isPaidByClose(order)) return;
    const minute = minuteOf(order.placedAtMs);
    this.#each(order, (part, lines) => {
      const own = undone.filter(({ line }) => lines.includes(line));
      if (own.length === 0) return;
      part[how].add(order.orderId);
      for (const { units, goodsMinor } of own) {
        part.units.undone += units;
        part.minor.undone += goodsMinor;
      }
      if (lines.some((line) => isLeft(order, line)) || part.undone.has(order.orderId)) return;
      part.undone.add(order.orderId);
      part.undoneAt.set(minute, (part.undoneAt.get(minute) ?? 0) + 1);
    });
  }

  #namesOf(by: PartBy, of: string): { name?: string; nameEn?: string } {
    const { items } = this.#state;
    if (by === 'item') {
      const item = items.get(Number(of));
      return item ? { name: item.name, ...(item.nameEn && { nameEn: item.nameEn }) } : {};
    }
    if (by !== 'producer') return {};
    const item = [...items.values()].find(({ producerId }) => producerId === of);
    return item ? { name: item.producer, ...(item.producerEn && { nameEn: item.producerEn }) } : {};
  }

  /** Of each part who was refused, once a person and code; most people first. */
  #refusedOf(
    by: PartBy,
    refused: readonly Refused[],
  ): Map<string, { code: string; buyers: number }[]> | null {
    if (by !== 'item' && by !== 'producer') return null;
    const people = new Map<string, Map<string, Set<string>>>();
    for (const { itemNumber, code, buyerId } of refused) {
      const of = by === 'item' ? String(itemNumber) : this.#state.items.get(itemNumber)?.producerId;
      if (of === undefined) continue;
      const codes = entry(people, of, () => new Map<string, Set<string>>());
      entry(codes, code, () => new Set<string>()).add(buyerId);
    }
    const counted = Array.from(people, ([of, codes]) => {
      const told = Array.from(codes, ([code, buyers]) => ({ code, buyers: buyers.size }));
      return [of, told.sort((a, b) => b.buyers - a.buyers || (a.code < b.code ? -1 : 1))] as const;
    });
    return new Map(counted);
  }

  /** Of each part who added when, after all merges, and the minutes of those who ordered none of it. */
  #addersOf(
    by: PartBy,
    adders: PartSurroundings['adders'],
  ): Map<string, { all: Firsts; lost: Iterable<number> }> {
    const added = new Map<string, { all: Firsts; ordered: Set<string> }>();
    const partAt = (of: string) =>
      entry(added, of, () => ({ all: new Map<string, number>(), ordered: new Set<string>() }));
    const now = (buyerId: string) => buyerIdNow(this.#state, buyerId);
    const note = (of: string, buyers: Iterable<readonly [string, number]>, ordered: Iterable<string>) => {
      const part = partAt(of);
      for (const [buyerId, minute] of buyers) {
        const person = now(buyerId);
        part.all.set(person, Math.min(minute, part.all.get(person) ?? minute));
      }
      for (const buyerId of ordered) part.ordered.add(now(buyerId));
    };
    if (by === 'price') {
      for (const price of ['list', 'flash'] as const) {
        if (this.#addedAt[price].size > 0) note(price, this.#addedAt[price], this.#orderedAt[price]);
      }
    } else {
      const channels = by === 'channel' ? this.#channels() : null;
      for (const [itemNumber, buyers] of adders) {
        const ordered = this.#orderedItem.get(itemNumber) ?? [];
        if (!channels) {
          const of = by === 'item' ? String(itemNumber) : this.#state.items.get(itemNumber)?.producerId;
          if (of !== undefined) note(of, buyers, ordered);
          continue;
        }
        for (const one of buyers) note(channels.get(now(one[0])) ?? 'direct', [one], []);
      }
      if (channels) {
        for (const buyers of this.#orderedItem.values()) {
          for (const buyerId of buyers) note(channels.get(now(buyerId)) ?? 'direct', [], [buyerId]);
        }
      }
    }
    return new Map(
      Array.from(added, ([of, { all, ordered }]) => {
        const lost = [...all].flatMap(([person, minute]) => (ordered.has(person) ? [] : [minute]));
        return [of, { all, lost }] as const;
      }),
    );
  }

  /** By whose link each person came last, before their last order if there is one (C1). */
  #channels(): Map<string, Channel> {
    const lasts = new Map<string, { channel: Channel; atMs: number; hasOrdered: boolean }>();
    for (const [buyerId, came] of this.#cameBy) {
      const person = buyerIdNow(this.#state, buyerId);
      const known = lasts.get(person);
      const isLater =
        !known || (came.hasOrdered === known.hasOrdered ? came.atMs > known.atMs : came.hasOrdered);
      if (isLater) lasts.set(person, came);
    }
    return new Map(Array.from(lasts, ([person, { channel }]) => [person, channel]));
  }
}

function partOf(by: PartBy, order: Order, line: OrderLine): string {
  switch (by) {
    case 'item':
      return String(line.itemNumber);
    case 'producer':
      return line.producerId;
    case 'channel':
      return order.channel ?? 'direct';
    case 'price':
      return line.flashId === null ? 'list' : 'flash';
  }
}

function isLeft({ status }: Order, { units, unfilled, refundedUnits }: OrderLine): boolean {
  return status !== 'CANCELLED' && unfilled + refundedUnits < units;
}

function emptyPart(): PartTally {
  return {
    ...{ ordered: 0, paid: 0, unpaid: 0 },
    ...{ cancelled: new Set(), refunded: new Set(), undone: new Set() },
    units: { paid: 0, unpaid: 0, undone: 0 },
    minor: { paid: 0, unpaid: 0, undone: 0 },
    ...{ unpaidAt: new Map(), undoneAt: new Map() },
  };
}

function addTo(part: PartTally, what: keyof Sums, sign: 1 | -1, lines: readonly OrderLine[]): void {
  for (const { units, goodsMinor } of lines) {
    part.units[what] += sign * units;
    part.minor[what] += sign * goodsMinor;
  }
}

/** Of each part who first saw something of it, and tapped something, in which minute. */
function exposedOf(
  exposed: readonly ExposedPart[] | null,
): Map<string, Record<'seen' | 'tapped', ByMinute>> | null {
  if (!exposed) return null;
  const parts = new Map<string, Record<'seen' | 'tapped', ByMinute>>();
  for (const { of, minute, step, viewers } of exposed) {
    const minutes = entry(parts, of, () => ({ seen: new Map(), tapped: new Map() }))[step];
    minutes.set(minute, (minutes.get(minute) ?? 0) + viewers);
  }
  return parts;
}

/** Who tapped and did not add; none where nobody counted one of them, or nobody can say. */
function tappedAway(
  { tapped, added }: Pick<SalesPart, 'tapped' | 'added'>,
  tappedAt: ByMinute,
  addedAt: ByMinute,
): StepLoss[] {
  const loss = tapped === null || added === null ? null : wentNoFurther(tappedAt, addedAt);
  return loss ? [{ step: 'tapped', ...loss }] : [];
}

/**
 * Who tapped and came no further. Screens, carts and orders do not know each other, so it is a difference: whoever went on is
 * taken from the minute of taps that is next before, or else after, since screens tell late.
 * @returns null where more went on than are known to have tapped: then nobody can say
 */
function wentNoFurther(tappedAt: ByMinute, wentOnAt: ByMinute): Loss | null {
  const of = total(tappedAt);
  if (total(wentOnAt) > of) return null;
  const minutes = [...tappedAt.keys()].sort((a, b) => a - b);
  const left = new Map(tappedAt);
  for (const [at, count] of [...wentOnAt].sort(([a], [b]) => a - b)) {
    const before = minutes.filter((minute) => minute <= at).reverse();
    const after = minutes.filter((minute) => minute > at);
    let rest = count;
    for (const minute of [...before, ...after]) {
      if (rest === 0) break;
      const taken = Math.min(rest, left.get(minute) ?? 0);
      left.set(minute, (left.get(minute) ?? 0) - taken);
      rest -= taken;
    }
  }
  return lossOf(of, left);
}

function lossAt(step: LossStep, of: number, lostAt: ByMinute): StepLoss {
  return { step, ...lossOf(of, lostAt) };
}

function lossOf(of: number, lostAt: ByMinute): Loss {
  const when = lostWhen(lostAt);
  return {
    ...{ of, lost: total(lostAt) },
    when: when && {
      ...{ fromMs: when.from * MINUTE, toMs: when.to * MINUTE },
      ...(when.lost !== undefined && { lost: when.lost }),
    },
  };
}

function countedBy(minutes: Iterable<number>): ByMinute {
  const counts: ByMinute = new Map();
  for (const minute of minutes) counts.set(minute, (counts.get(minute) ?? 0) + 1);
  return counts;
}

function total(byMinute: ByMinute): number {
  let sum = 0;
  for (const count of byMinute.values()) sum += count;
  return sum;
}

const minuteOf = (atMs: number) => Math.floor(atMs / MINUTE);

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
