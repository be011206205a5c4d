import type { LogType } from '../event-log/log-type.ts';
import { snapshotVersion } from '../lib/format.ts';
import type { Effects } from '../ports/rows.ts';
import { accountOf } from './account/capability.ts';
import { broadcast } from './broadcast/capability.ts';
import type { All, Capabilities } from './capabilities.ts';
import { cart } from './cart/capability.ts';
import { type FactTables, StreamChangeSet } from './change-set.ts';
import type { BuyerCommand, SpecOf, StaffCommand } from './command-spec.ts';
import { consoleViews } from './console-view.ts';
import type { Deadline, DeadlineKind } from './deadlines.ts';
import type { Fact, FactMap, FactType, StreamFact } from './facts.ts';
import { flashSale } from './flash-sale/capability.ts';
import type { Right } from './kernel/authority.ts';
import { idsNow } from './kernel/buyers.ts';
import type {
  Capability,
  DeadlinesSet,
  DecidesDue,
  DueBy,
  DueOf,
  DueTime,
  Folds,
  Invalidates,
  OrderRowsDo,
  Reaction,
  Records,
} from './kernel/capability.ts';
import { drawEndsOf } from './kernel/flash-window.ts';
import { type Invalidated, nothingInvalidated } from './kernel/invalidated.ts';
import { allMoments, type Moments } from './kernel/moments.ts';
import { refusalTally } from './kernel/refusal-tally.ts';
import type { Stamp } from './kernel/stamp.ts';
import type { ConsoleViews, LiveViews, OwnViews, Views } from './kernel/views.ts';
import { lineupOf } from './lineup/capability.ts';
import { newcomers } from './newcomers/capability.ts';
import { noCash } from './newcomers/cash.ts';
import { order } from './order/capability.ts';
import { noGmv } from './order/gmv.ts';
import { forgetSome } from './order/memory.ts';
import { numberAfterGap, unnumbered } from './order/number.ts';
import type { Order } from './order/order.ts';
import { Orders } from './order/orders.ts';
import { parcel } from './parcel/capability.ts';
import { privateViews } from './private-view.ts';
import { publicViews } from './public-view.ts';
import { shipping } from './shipping/capability.ts';
import { noShipping } from './shipping/table.ts';
import { showRequest } from './show-request/capability.ts';
import { readState, writeState } from './snapshot.ts';
import type { StreamState } from './state.ts';
import { stock } from './stock/capability.ts';
import { streamOf } from './stream/capability.ts';
import { defaultSettings } from './stream/settings.ts';
import type { Timeline } from './timeline.ts';
import { voucher } from './voucher/capability.ts';
import { waitlist } from './waitlist/capability.ts';

/** What moments of the others mean to these is asked in this order. */
const asked = {
  showRequest,
  shipping,
  flashSale,
  stock,
  voucher,
  cart,
  newcomers,
  waitlist,
  broadcast,
  order,
  parcel,
} satisfies Record<string, { on: Moments }>;

export const moments = allMoments(Object.values(asked).map(({ on }) => on));

/**
 * The object of every capability, once; its types stand in `capabilities.ts`. All that follows is taken from here: what is
 * missing, a fact that has no fold or does not say what it changes, and a kind of deadline that nobody decides, do not
 * compile.
 */
const capabilities = {
  ...asked,
  lineup: lineupOf(moments),
  stream: streamOf(moments),
  account: accountOf(moments),
} satisfies {
  [Name in keyof Capabilities]: Capability<Capabilities[Name]['facts'], Capabilities[Name]['deadlines']> &
    Asked<Name>;
};
/** What moments mean to it is asked of those in `asked` alone: elsewhere it would be said to nobody. */
type Asked<Name> = Name extends keyof typeof asked ? unknown : { on?: never };
type Each = (typeof capabilities)[keyof typeof capabilities];

/**
 * Before the first fact. One literal in one order of its fields: every state has the same shape in memory.
 * @param orders where orders are kept, empty
 */
export function emptyStream(streamId: string, orders = new Orders()): StreamState {
  return {
    streamId,
    seq: 0,
    atMs: 0,
    slug: '',
    title: '',
    hostId: '',
    hostName: '',
    currency: 'CNY',
    status: 'SCHEDULED',
    holdPolicy: 'hold',
    payments: [],
    settings: defaultSettings,
    boundsVersion: 0,
    rehearsalOf: null,
    scheduledAtMs: 0,
    liveStartMs: null,
    endedAtMs: null,
    closesAtMs: null,
    closedAtMs: null,
    interruption: null,
    pause: null,
    media: null,
    ingestKey: null,
    mediaHome: null,
    playbackUrl: null,
    recording: null,
    assistants: new Map(),
    lineupVersion: 0,
    order: [],
    pins: [],
    items: new Map(),
    flashes: new Map(),
    shipping: noShipping(),
    vouchers: new Map(),
    buyers: new Map(),
    aliases: new Map(),
    former: new Map(),
    holds: new Map(),
    networks: new Map(),
    newcomersCash: noCash(),
    expiries: new Map(),
    waitlists: new Map(),
    askers: new Map(),
    orders,
    shipments: new Map(),
    claims: new Map(),
    cancellable: new Set(),
    paidQueue: [],
    paidFrom: 0,
    closed: new Set(),
    forgotten: [],
    recalledSeq: 0,
    ordersPlaced: 0,
    gmv: noGmv(),
    itemOrders: new Map(),
    orderNumbers: unnumbered(),
    phones: new Map(),
    returned: new Map(),
    transfers: new Set(),
    voided: new Set(),
    undo: [],
  };
}

/** A capability without the types of its own facts: they were checked where it was declared. */
interface AnyCapability {
  fold: object;
  commands?: object;
  deadlines?: {
    of?: object;
    decide?: object;
    all?: (state: StreamState) => Deadline[];
    ofOrder?: (state: StreamState, order: Readonly<Order>) => Deadline | null;
  };
  due?: object;
  records?: object;
  orderRows?: object;
  reactions?: readonly Reaction[];
  views?: Views;
  report?: object;
}
const all: readonly AnyCapability[] = Object.values(capabilities);

const folds: Folds<FactMap> = assembled('fold');
/** What each fact changes. */
const invalidates: Invalidates<FactMap> = assembled('invalidates');

function assembled<Slot extends 'fold' | 'invalidates'>(slot: Slot): All<Each[Slot]> {
  return Object.assign({}, ...Object.values(capabilities).map((each) => each[slot]));
}

/**
 * Takes one fact into the state; total, and alone in writing it. Facts carry results, so replaying a log gives the
 * same state for ever.
 */
export function apply<T extends FactType>(state: StreamState, fact: Fact<T>, stamp: Stamp): void {
  folds[fact.type](state, fact, stamp);
  forgetSome(state, fact, stamp);
  state.orders.packSurplus();
  state.seq = stamp.seq;
  state.atMs = stamp.atMs;
}

/** Adds what one fact changes; called after the fact was applied. */
export function invalidate<T extends FactType>(into: Invalidated, state: StreamState, fact: Fact<T>): void {
  invalidates[fact.type]?.(into, state, fact);
}

/** Deadlines of the same millisecond come in this order, then by id: the same on every node and in every replay. */
const DEADLINES_IN_ORDER = [
  'flash_start',
  'flash_end',
  'hold',
  'pay',
  'network',
  'waitlist',
  'close',
  'media',
  'complete',
] as const satisfies readonly DeadlineKind[];

/** A kind without a rank does not compile. */
const rank: Record<DeadlineKind, number> = Object.fromEntries(
  DEADLINES_IN_ORDER.map((kind, index) => [kind, index]),
) as Record<(typeof DEADLINES_IN_ORDER)[number], number>;

/** Which of two deadlines comes first. */
export function isBefore(a: Deadline, b: Deadline): boolean {
  if (a.dueAtMs !== b.dueAtMs) return a.dueAtMs < b.dueAtMs;
  if (a.kind !== b.kind) return rank[a.kind] < rank[b.kind];
  return a.id < b.id;
}

const deadlinesSet: DeadlinesSet<FactMap> = Object.assign({}, ...all.map(({ deadlines }) => deadlines?.of));
type Decided = Extract<Each, { deadlines: { decide: object } }>['deadlines']['decide'];
const decided: All<Decided> = Object.assign({}, ...all.map(({ deadlines }) => deadlines?.decide));
const decidesDue: DecidesDue<DeadlineKind> = decided;

/** The deadlines that a fact sets; those it makes pointless are found out when they are due. */
export function deadlinesOf<T extends FactType>(state: StreamState, fact: Fact<T>): Deadline[] {
  return deadlinesSet[fact.type]?.(state, fact) ?? [];
}

const ofOrders = all.flatMap(({ deadlines }) => deadlines?.ofOrder ?? []);

/** Every deadline that a state has, for a log that is loaded from a snapshot. */
export function allDeadlines(state: StreamState): Deadline[] {
  const deadlines = all.flatMap(({ deadlines: own }) => own?.all?.(state) ?? []);
  for (const one of state.orders.values()) {
    for (const ofOrder of ofOrders) {
      const deadline = ofOrder(state, one);
      if (deadline) deadlines.push(deadline);
    }
  }
  return deadlines;
}

/**
 * The facts of a deadline that is due, or none if it has become pointless: the hold was used, the order paid, the
 * flash ended or moved.
 */
export function decideDeadline(state: StreamState, deadline: Deadline, by: DueBy): StreamFact[] {
  return decidesDue[deadline.kind](state, deadline, by);
}

const dues: { readonly [K in FactType]?: DueOf<K> | null } = Object.assign({}, ...all.map(({ due }) => due));

/** Asked before the fact is applied: what `DueOf` says of it; null: somebody did it. */
export function dueOf<T extends FactType>(state: StreamState, fact: Fact<T>): DueTime | 'behind' | null {
  return dues[fact.type]?.(state, fact) ?? null;
}

/** Asked in the order of the capabilities: whoever is asked first goes first. */
const reactions: readonly Reaction[] = all.flatMap((each) => each.reactions ?? []);

/**
 * The next fact that follows by itself, or null.
 * @param since the facts since nothing followed; null: look at everything
 */
function following(
  state: StreamState,
  by: { atMs: number; ids: { next(): string } },
  since: readonly StreamFact[] | null,
): StreamFact | null {
  if (since?.length === 0) return null;
  let changed: Invalidated | null = null;
  for (const reaction of reactions) {
    if (!reaction.isPossible(state, by.atMs)) continue;
    changed ??= since && changedBy(state, since);
    const fact = reaction.next(state, by, changed);
    if (fact) return fact;
  }
  return null;
}

function changedBy(state: StreamState, facts: readonly StreamFact[]): Invalidated {
  const changed = nothingInvalidated();
  for (const fact of facts) invalidate(changed, state, fact);
  return changed;
}

const records: Records<FactMap> = Object.assign({}, ...all.map((each) => each.records));
const orderRows: { [K in FactType]?: OrderRowsDo } = Object.assign({}, ...all.map((each) => each.orderRows));

const tables: FactTables = {
  invalidate,
  record: recordFact,
  orderRows: (type) => orderRows[type],
};

function recordFact<T extends FactType>(
  into: Timeline,
  state: StreamState,
  fact: Fact<T>,
  stamp: Stamp,
): void {
  records[fact.type]?.(into, state, fact, stamp);
}

type Shows<To extends keyof Views> = All<Extract<Each, { views: { [S in To]: object } }>['views'][To]>;

/** Puts together what each capability shows; a field with two owners is a mistake that no market starts with. */
function shown<To extends keyof Views>(to: To): Shows<To> {
  const slots = all.map(({ views }) => views?.[to] ?? {});
  const fields = slots.flatMap((slot) => Object.keys(slot));
  const twice = fields.find((field, at) => fields.indexOf(field) !== at);
  if (twice !== undefined) throw new Error(`Two capabilities show ${twice} (${to}).`);
  return Object.assign({}, ...slots);
}

/** What each field of a view shows: one that nobody shows does not compile. */
const live: LiveViews = shown('live');
const own: OwnViews = shown('own');
const ofConsole: ConsoleViews = shown('console');
export const { publicView, changesBy } = publicViews(live);
export const privateView = privateViews(own);
export const { consoleFrame, consoleKeys } = consoleViews(ofConsole);

type Reported = Extract<Each, { report: object }>['report'];
/** A chapter for each field of the report that a capability tells; the others are told of several at once. */
export type OwnChapters = { [Field in keyof All<Reported>]: ReturnType<All<Reported>[Field]> };
const reports: Readonly<Record<string, (state: StreamState) => unknown>> = Object.assign(
  {},
  ...all.map(({ report }) => report),
);

/** Opens what each capability tells of a stream whose log is about to be read into this state. */
export function ownChapters(state: StreamState): OwnChapters {
  return Object.fromEntries(
    Object.entries(reports).map(([field, open]) => [field, open(state)]),
  ) as unknown as OwnChapters;
}

/** Begins to gather what a batch changes. */
export function changeSetOf(state: StreamState): StreamChangeSet {
  return new StreamChangeSet(state, tables);
}

type CommandSpecs = { readonly [C in BuyerCommand | StaffCommand]: SpecOf<C> };
type Specs = Extract<Each, { commands: object }>['commands'];
const specs: All<Specs> = Object.assign({}, ...all.map((each) => each.commands));
/** Every command that the log of a stream decides, from its capability: without one of the protocol's it does not compile. */
export const commands: CommandSpecs = specs;

/** True for what a buyer may send and the log decides. */
export function isBuyerCommand(command: string): command is BuyerCommand {
  return Object.hasOwn(commands, command) && commands[command as BuyerCommand | StaffCommand].by === 'buyer';
}

/** True for what staff may send and the log decides. */
export function isStaffCommand(command: string): command is StaffCommand {
  return Object.hasOwn(commands, command) && commands[command as BuyerCommand | StaffCommand].by === 'staff';
}

/** Who may send a command of staff (A1). */
export function rightOf(command: StaffCommand): Right {
  return commands[command].right;
}

/** A stream's log is read and written by the rules of the market. */
export const streamRules: LogType<StreamState, StreamFact, Effects> = {
  kind: 'stream',
  snapshotVersion: snapshotVersion(3, emptyStream('')),
  writeState,
  readState,
  empty: (streamId) => emptyStream(streamId),
  apply,
  isOpen: ({ status }) => status !== 'CLOSED' && status !== 'CANCELLED',
  idsNow,
  numberAfterGap,
  whomToAsk: ({ hostName }) => hostName || null,
  drawEndsOf,
  deadlinesOf,
  allDeadlines,
  isBefore,
  sizeOf: ({ orders, holds }) => orders.size + holds.size,
  decideDeadline: (state, deadline: Deadline, { ids, once }) =>
    decideDeadline(state, deadline, { ids, struck: once }),
  following,
  gather: changeSetOf,
  tally: refusalTally,
};
