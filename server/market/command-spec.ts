import type {
  ConsoleCommandOf,
  ConsoleReply,
  ConsoleRequest,
  LiveCommandOf,
  LiveReply,
  LiveRequest,
} from '../../shared/protocol.ts';
import type { SoldTerms } from '../../shared/values/return-terms.ts';
import type { ShipDates } from '../../shared/values/ship-days.ts';
import type { Right, Rights } from './kernel/authority.ts';
import type { ConsoleAt } from './kernel/console-at.ts';
import type { DecideAt, Decision } from './kernel/decision.ts';
import type { Restriction } from './kernel/restricted.ts';
import type { LineupGood } from './lineup/decide.ts';
import type { LookedUp } from './order/recall.ts';
import type { StreamState } from './state.ts';
import type { Rehearsed } from './stream/rehearsal.ts';

/** What a buyer may send that the log of a stream decides. */
export type BuyerCommand = LiveCommandOf<'stream'>;
/** What staff may send that the log of a stream decides. */
export type StaffCommand = ConsoleCommandOf<'stream'>;

/** Something from outside the stream: the part of a request that it is found by, and what the rule is told of it. */
interface Outside<By extends object, Told extends object> {
  by: By;
  told: Told;
}

/** What a buyer's command may have looked up before the batch that decides it. Nothing else is looked up. */
export interface BuyerNeeds {
  /** H6: no order paid online, or delivered on cash terms, anywhere in the shop. */
  isNewInShop: Outside<object, { isNewInShop: boolean }>;
  /** Orders in the shop's other streams that are neither cancelled nor expired; null: nobody could say in time. */
  ordersElsewhere: Outside<object, { ordersElsewhere: number | null }>;
  /** H7; null if the address is not this buyer's. The country is null at home too. */
  address: Outside<{ addressId: string | null }, { phoneTag: string | null; country: string | null }>;
  /** F5, H8: since when the viewer has been watching, epoch ms, by a verified join ticket. */
  joinedAt: Outside<object, { joinedAtMs: number | null }>;
  /** O6: what time it is outside of the log, epoch ms: a delivery is the carrier's time (T7). */
  wallTime: Outside<object, { wallMs: number }>;
  /** A4: whether the texts and photos that it names are kept, of this buyer and for this order. */
  claimTexts: Outside<
    { orderId: string; textId?: string | undefined; photoIds?: string[] | undefined },
    { areTextsKept: boolean }
  >;
  /** P4: what each origin promises for an order of now. */
  shipDates: Outside<object, { shipDates: ReadonlyMap<string, ShipDates> }>;
  /** O6: on what terms each product of the lines may be returned, by its number. */
  soldTerms: Outside<
    { lines: readonly { itemNumber: number }[] },
    { soldTerms: ReadonlyMap<number, SoldTerms> }
  >;
  /** H8: which network the command came from; `-`: nobody knows. */
  networkTag: Outside<object, { networkTag: string }>;
  /** B11: what the shop decided about this buyer; null: nothing that counts by now. */
  restriction: Outside<object, { restriction: Restriction | null }>;
  /** F5: when an earlier try arrived, epoch ms, by a verified receipt. */
  receipt: Outside<{ key: string; receipt?: string | undefined }, { receiptAtMs: number | null }>;
}

/** What a command of staff may have looked up before the batch that decides it. */
export interface StaffNeeds {
  /** F1: the lowest price charged for the item's product in the last 30 days. */
  recentLow: Outside<{ itemNumber: number }, { recentLowMinor: number | null }>;
  /** H7; null if the address is not of the order's buyer. The country is null at home too. */
  addressOfOrder: Outside<
    { orderId: string; addressId: string },
    { phoneTag: string | null; country: string | null }
  >;
  /** S1: what the newest rehearsal of the stream ended with. */
  lastRehearsal: Outside<object, { rehearsed: Rehearsed | null }>;
}

/** The orders that a command is about, and those of them that were not in memory when it came. */
interface RecalledOrders {
  orderIds: readonly string[];
  orders: ReadonlyMap<string, LookedUp>;
}

/** How a buyer's command goes where one decision is not enough. */
export interface BuyerSagas {
  /** An order that the stream has forgotten is looked up, if it is this buyer's, and the command decided again. */
  recallOwnOrder: Outside<{ orderId: string }, { lookedUp: LookedUp | null }>;
}

/** How a command of staff goes where one decision is not enough. */
export interface StaffSagas {
  recallOrder: Outside<{ orderId: string }, { lookedUp: LookedUp | null }>;
  recallNamedOrders: Outside<{ orderId: string } | { orderIds: readonly string[] }, RecalledOrders>;
  /** A parcel names its orders only by itself. */
  recallOrdersOfParcel: Outside<{ shipmentId: string }, RecalledOrders>;
  recallOrderOfClaim: Outside<{ claimId: string }, RecalledOrders>;
  /** Units leave the warehouse first, and go back if the stream refuses them (S5). */
  allotUnits: Outside<
    { key: string; productId: string; units: number },
    { good: LineupGood; transferId: string }
  >;
  /** A secret is made; the log knows its hash, and its maker alone is told it, once. */
  makeIngestKey: Outside<object, { keyHash: string }>;
}

type Everything = BuyerNeeds & StaffNeeds & BuyerSagas & StaffSagas;
/** What a rule is told of all that it named: nothing of what it did not. */
type Told<N extends keyof Everything> = ({ [K in N]: (told: Everything[K]['told']) => void }[N] extends (
  told: infer All,
) => void
  ? All
  : never) & {};
/** What of it can be found by what a request carries. */
type FoundBy<From extends Partial<Everything>, Request> = {
  [N in keyof From]: From[N] extends { by: infer By } ? (Request extends By ? N : never) : never;
}[keyof From];

export type BuyerAt = DecideAt & {
  buyerId: string;
  /** True for a buyer for whom the sandbox has no payment page. */
  isPracticeOff: boolean;
};
/** `rights`: on the state that decides; null for a packer, who has none on the console. */
export type StaffAt = ConsoleAt & { rights: Rights | null };

type Rule<Request, Reply, By> = (state: StreamState, request: Request, by: By) => Decision<Reply>;

/** A command of buyers, as data: what it needs, and which rule decides. */
export interface BuyerSpec<
  Request,
  Reply,
  N extends keyof BuyerNeeds = keyof BuyerNeeds,
  S extends keyof BuyerSagas = keyof BuyerSagas,
> {
  readonly by: 'buyer';
  readonly needs: readonly N[];
  readonly saga?: S;
  /** One at a time per buyer: a second order while the first is decided would surprise everybody. */
  readonly isExclusive?: true;
  /** Refused while the sale is paused in this process alone (S6). */
  readonly promisesUnits?: true;
  /** Counts against how often a buyer may change what the log says of one product. */
  readonly isCountedPerProduct?: true;
  readonly decide: Rule<Request, Reply, BuyerAt & Told<N> & Told<S>>;
}

/** A command of staff, as data: who may send it (A1), what it needs, and which rule decides. */
export interface StaffSpec<
  Request,
  Reply,
  N extends keyof StaffNeeds = keyof StaffNeeds,
  S extends keyof StaffSagas = keyof StaffSagas,
> {
  readonly by: 'staff';
  readonly right: Right;
  readonly needs: readonly N[];
  readonly saga?: S;
  /** Accepted, it ends a pause that stands in this process alone as well (S6). */
  readonly resumesSelling?: true;
  readonly decide: Rule<Request, Reply, StaffAt & Told<N> & Told<S>>;
}

/** What a command's spec has to be: its rule takes the request of the protocol, and what it needs can be found by that. */
export type SpecOf<C extends BuyerCommand | StaffCommand> = C extends BuyerCommand
  ? BuyerSpec<
      LiveRequest<C>,
      Omit<LiveReply<C>, 'replay'>,
      FoundBy<BuyerNeeds, LiveRequest<C>>,
      FoundBy<BuyerSagas, LiveRequest<C>>
    >
  : C extends StaffCommand
    ? StaffSpec<
        ConsoleRequest<C>,
        Omit<ConsoleReply<C>, 'replay'>,
        FoundBy<StaffNeeds, ConsoleRequest<C>>,
        FoundBy<StaffSagas, ConsoleRequest<C>>
      >
    : never;

/** Declares a command of buyers: its rule is told what `needs` and `saga` name, and does not compile without. */
export function buyerCommand<
  Request,
  Reply,
  const N extends keyof BuyerNeeds = never,
  const S extends keyof BuyerSagas = never,
>(spec: Omit<BuyerSpec<Request, Reply, N, S>, 'by'>): BuyerSpec<Request, Reply, N, S> {
  return { by: 'buyer', ...spec };
}

/** Declares a command of staff, as `buyerCommand` does one of buyers. */
export function staffCommand<
  Request,
  Reply,
  const N extends keyof StaffNeeds = never,
  const S extends keyof StaffSagas = never,
>(spec: Omit<StaffSpec<Request, Reply, N, S>, 'by'>): StaffSpec<Request, Reply, N, S> {
  return { by: 'staff', ...spec };
}
