import type { Buyer } from '../account/state.ts';
import type { Deadline } from '../deadlines.ts';
import type { Flash } from '../flash-sale/state.ts';
import { flashLimit, itemLimit, type LimitId, limitsOf } from '../kernel/buyer-limits.ts';
import type { Item } from '../lineup/state.ts';
import type { OrderLine } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import type { NetworkShares } from './state.ts';

/**
 * H8: what the newcomers of one network may keep of an item, and of a flash. A network is known by a tag (see
 * `server/application/network-tags.ts`); facts of before there were tags have none, and are in no count.
 */

/** The tag of whose network nobody knows: they are bounded as one. */
export const UNKNOWN_NETWORK = '-';

/** A basis point is a ten-thousandth. */
const WHOLE = 10_000;
/** Of the length of a flash, so much is its first time; a minute at most. */
const FIRST_OF_FLASH = 4;
/** How the limits of flashes begin. */
const FLASH = flashLimit('');

/** Somebody asks for an item, at a flash price or not: it is told from other networks for as long as a bound looks back. */
export function noteAsk(
  state: StreamState,
  { itemNumber, flashId }: { itemNumber: number; flashId: string | null },
  tag: string | undefined,
  atMs: number,
): void {
  if (tag === undefined) return;
  for (const limit of limitsOf(itemNumber, flashId)) {
    const { asked } = sharesOf(state, limit);
    const [last, before] = asked;
    if (last?.tag === tag) {
      last.atMs = atMs;
      continue;
    }
    // The older one is written over: in a rush networks take turns with every line.
    const now = before ?? { tag, atMs };
    now.tag = tag;
    now.atMs = atMs;
    asked[0] = now;
    if (last) asked[1] = last;
  }
}

/** An item was put on sale, resumed or restocked: its first time begins. With the stream it begins for all. */
export function startFirstTime(state: StreamState, itemNumber: number, atMs: number): void {
  sharesOf(state, itemLimit(itemNumber)).firstUntilMs = atMs + state.settings.networkMs;
}

/** The host ends the bound for an item. */
export function liftBound(state: StreamState, itemNumber: number): void {
  sharesOf(state, itemLimit(itemNumber)).isLifted = true;
}

/** Whether the host did. */
export function isNetworkOpen(state: Readonly<StreamState>, itemNumber: number): boolean {
  return state.networks.get(itemLimit(itemNumber))?.isLifted === true;
}

/** A release begins the bound anew, also where the host had ended it. */
export function boundAgain(state: StreamState, itemNumber: number, atMs: number): void {
  delete sharesOf(state, itemLimit(itemNumber)).isLifted;
  startFirstTime(state, itemNumber, atMs);
}

/** Counts units that newcomers of a network keep; negative: no more. In a stream that is over nothing is counted. */
export function keepForNetwork(
  state: StreamState,
  { itemNumber, flashId }: { itemNumber: number; flashId: string | null },
  tag: string | undefined,
  units: number,
): void {
  if (tag === undefined || units === 0 || isForgotten(state)) return;
  for (const limit of limitsOf(itemNumber, flashId)) {
    const { kept } = sharesOf(state, limit);
    const now = (kept.get(tag) ?? 0) + units;
    if (now < 0) throw new Error(`A network keeps ${now} units under ${limit} of ${state.streamId}.`);
    if (now === 0) kept.delete(tag);
    else kept.set(tag, now);
  }
}

/** Counts units of a newcomer's order: those out of holds have the tags of these, the others the order's. */
export function keepOrdered(
  state: StreamState,
  line: OrderLine,
  tag: string | undefined,
  units: number,
): void {
  if (tag === undefined || units === 0) return;
  keepForNetwork(state, line, tag, units);
  if (!line.networks) {
    line.networks = [{ tag, units }];
    return;
  }
  const known = line.networks.find((each) => each.tag === tag);
  if (known) known.units += units;
  else line.networks.push({ tag, units });
}

/** Units of such an order are kept no more: paid, delivered, or given back. */
export function leaveOrdered(state: StreamState, line: OrderLine, units: number): void {
  let left = units;
  for (const part of [...(line.networks ?? [])].reverse()) {
    const gone = Math.min(part.units, left);
    part.units -= gone;
    left -= gone;
    keepForNetwork(state, line, part.tag, -gone);
  }
  const rest = line.networks?.filter((part) => part.units > 0) ?? [];
  if (rest.length > 0) line.networks = rest;
  else delete line.networks;
}

/** The stream is closed, or was never on: nobody keeps anything from others any more. */
export function forgetNetworks(state: StreamState): void {
  state.networks.clear();
  state.newcomersCash.networks.clear();
  state.newcomersCash.items.clear();
  state.newcomersCash.alarms = [];
}

/**
 * How many more units of an item newcomers of a network may keep at `atMs`, at list price or in a flash; infinite where
 * they are not bounded. Below 0 where stock or bound fell.
 */
export function networkRoom(
  state: Readonly<StreamState>,
  item: Item,
  flash: Flash | null,
  { tag, atMs }: { tag: string; atMs: number },
): number {
  const ofItem = roomUnder(state, itemLimit(item.itemNumber), tag, unitsOf(item), atMs);
  if (!flash) return ofItem;
  return Math.min(ofItem, roomUnder(state, flashLimit(flash.flashId), tag, flash.cap, atMs));
}

/** The same of a flash alone: for units that are kept of the item already (F7). */
export function networkRoomOfFlash(
  state: Readonly<StreamState>,
  { flashId, cap }: Flash,
  { tag, atMs }: { tag: string; atMs: number },
): number {
  return roomUnder(state, flashLimit(flashId), tag, cap, atMs);
}

/** Until when newcomers of a network are bounded, epoch ms, as it looks now; null: they are not. */
export function networkBoundUntil(
  state: Readonly<StreamState>,
  item: Item,
  flash: Flash | null,
  { tag, atMs }: { tag: string; atMs: number },
): number | null {
  const ends = limitsOf(item.itemNumber, flash?.flashId ?? null).map((limit) => endUnder(state, limit, tag));
  const latest = Math.max(...ends);
  return latest > atMs ? latest : null;
}

/**
 * The moments at which the bound on newcomers of one network or another ends for an item, as it looks now (T6): those that
 * somebody has been waiting for, and that were not said yet. Nobody else asks when a bound ends.
 */
export function boundEnds(state: Readonly<StreamState>, itemNumber: number): number[] {
  const limit = itemLimit(itemNumber);
  const shares = state.networks.get(limit);
  const sinceMs = state.waitlists.get(itemNumber)?.[0]?.sinceMs;
  if (sinceMs === undefined || shares?.isLifted || state.settings.newcomerShareBps === 0) return [];
  const asked = (shares?.asked ?? []).map(({ atMs }) => atMs + state.settings.networkMs);
  const afterMs = Math.max(sinceMs, shares?.endedMs ?? 0);
  return [...new Set([firstUntilMs(state, limit), ...asked])].filter((endMs) => endMs > afterMs);
}

/** The end of a bound was said, or it was switched: none of before is said any more. */
export function noteBoundEnd(state: StreamState, itemNumber: number, atMs: number): void {
  sharesOf(state, itemLimit(itemNumber)).endedMs = atMs;
}

/** Those that are still to come. */
export function boundDeadlines(state: Readonly<StreamState>, itemNumber: number): Deadline[] {
  const ahead = boundEnds(state, itemNumber).filter((endMs) => endMs > state.atMs);
  return ahead.map((dueAtMs) => ({ dueAtMs, kind: 'network', id: String(itemNumber) }));
}

/** Whether networks are bounded in this stream at all. */
export function areNetworksBounded({ settings }: Readonly<StreamState>): boolean {
  return settings.newcomerShareBps > 0;
}

/** Units of a newcomer's cash orders that are not delivered yet, and how many such orders there are (H8). */
export function cashUnderWay(buyer: Buyer | undefined): { orders: number; units: number } {
  const open = buyer?.newCash ?? [];
  return { orders: open.length, units: open.reduce((sum, { units }) => sum + units, 0) };
}

function roomUnder(
  state: Readonly<StreamState>,
  limit: LimitId,
  tag: string,
  of: number,
  atMs: number,
): number {
  if (endUnder(state, limit, tag) <= atMs) return Number.POSITIVE_INFINITY;
  return mostOf(state, of) - (state.networks.get(limit)?.kept.get(tag) ?? 0);
}

/** The larger of what one newcomer may hold and the share of the whole, rounded down. */
export function mostOf({ settings }: Readonly<StreamState>, units: number): number {
  return Math.max(settings.newBuyerUnits, Math.floor((units * settings.newcomerShareBps) / WHOLE));
}

/** When the bound on a network ends, epoch ms: its first time is over and no other network has asked for as long. */
function endUnder(state: Readonly<StreamState>, limit: LimitId, tag: string): number {
  if (!areNetworksBounded(state)) return 0;
  const shares = state.networks.get(limit);
  if (shares?.isLifted) return 0;
  const other = shares?.asked.find((each) => each.tag !== tag);
  return Math.max(
    firstUntilMs(state, limit),
    other ? other.atMs + spanMs(state, flashUnder(state, limit)) : 0,
  );
}

/** Until when every network is bounded, epoch ms: something was put on sale then, or a flash has begun. */
function firstUntilMs(state: Readonly<StreamState>, limit: LimitId): number {
  const flash = flashUnder(state, limit);
  if (flash) return flash.startsAtMs + spanMs(state, flash);
  const onAirMs = (state.liveStartMs ?? 0) + state.settings.networkMs;
  return Math.max(state.networks.get(limit)?.firstUntilMs ?? 0, onAirMs);
}

/** How long a first time is, and how long it counts that another network asked. */
function spanMs({ settings }: Readonly<StreamState>, flash: Flash | null): number {
  if (!flash) return settings.networkMs;
  return Math.min(settings.networkMs, Math.ceil((flash.endsAtMs - flash.startsAtMs) / FIRST_OF_FLASH));
}

function flashUnder({ flashes }: Readonly<StreamState>, limit: LimitId): Flash | null {
  return limit.startsWith(FLASH) ? (flashes.get(limit.slice(FLASH.length)) ?? null) : null;
}

function sharesOf(state: StreamState, limit: LimitId): NetworkShares {
  let shares = state.networks.get(limit);
  if (!shares) {
    shares = { firstUntilMs: 0, asked: [], kept: new Map() };
    state.networks.set(limit, shares);
  }
  return shares;
}

function isForgotten({ status }: Readonly<StreamState>): boolean {
  return status === 'CLOSED' || status === 'CANCELLED';
}

function unitsOf({ allotted, adjusted }: Item): number {
  return allotted + adjusted;
}
