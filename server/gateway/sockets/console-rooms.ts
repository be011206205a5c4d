import type { ConsoleFrame } from '../../../shared/contract/console.ts';
import { type Rights, seesFloorPrices, seesOrders } from '../../market/kernel/authority.ts';
import type { Publication } from '../../ports/publication.ts';
import type { GatewayDeps } from '../deps.ts';
import type { FanOutAdapter } from '../fan-out-adapter.ts';
import type { GuessedCodes } from '../guessed-codes.ts';
import type { Presence } from '../presence.ts';

const TICK_MS = 150;
const HEARTBEAT_MS = 1_000;
/** Orders named in one frame; of more than these the newest are told. */
const MAX_ORDERS = 200;

/** What of its floor a console may see besides what all of them do. */
export interface Sight {
  orders: boolean;
  floorPrices: boolean;
}

const sights: readonly Sight[] = [true, false].flatMap((orders) =>
  [true, false].map((floorPrices) => ({ orders, floorPrices })),
);

export function sightOf(rights: Rights): Sight {
  return { orders: seesOrders(rights), floorPrices: seesFloorPrices(rights) };
}

/** The room of the consoles that see the same of a stream. */
export function consoleRoom(streamId: string, { orders, floorPrices }: Sight): string {
  return `floor:${streamId}:${orders ? 'orders' : '-'}:${floorPrices ? 'floors' : '-'}`;
}

/** The rooms of everybody at the console of a stream. */
export function consoleRooms(streamId: string): string[] {
  return sights.map((sight) => consoleRoom(streamId, sight));
}

/** A frame with what is nobody else's business left out. */
export function shownTo({ orders, floorPrices }: Sight, frame: ConsoleFrame): ConsoleFrame {
  const shown = { ...frame };
  if (!orders) shown.orders = [];
  if (!floorPrices) shown.items = frame.items.map((item) => ({ ...item, floorMinor: null }));
  return shown;
}

interface Floor {
  history: string;
  to: number;
  items: Set<number>;
  orders: Set<string>;
  vouchers: Set<string>;
  /** What changed can't be named: the next frame is the whole floor. */
  isWhole: boolean;
  isDirty: boolean;
  isTelling: boolean;
  timer: NodeJS.Timeout | null;
}

/** Tells the consoles what changed on their floor, whole values, coalesced; and each second how many watch. */
export function openConsoleRooms(
  deps: Pick<GatewayDeps, 'application' | 'publications' | 'isCurrent' | 'clock' | 'log'> & {
    adapter: FanOutAdapter;
    presence: Presence;
    guessed: Pick<GuessedCodes, 'isGuessed'>;
  },
) {
  const { application, clock, log, adapter, presence, guessed } = deps;
  const floors = new Map<string, Floor>();

  function hear({ streamId, consoleItems, consoleOrders, consoleVouchers, whole }: Publication): void {
    const floor = floors.get(streamId);
    if (!floor) return;
    floor.isWhole ||= whole;
    for (const itemNumber of consoleItems) floor.items.add(itemNumber);
    for (const voucherId of consoleVouchers) floor.vouchers.add(voucherId);
    for (const orderId of consoleOrders) {
      floor.orders.delete(orderId);
      floor.orders.add(orderId);
      if (floor.orders.size > MAX_ORDERS) floor.orders.delete(floor.orders.values().next().value ?? '');
    }
    floor.isDirty = true;
    plan(streamId, floor);
  }

  function plan(streamId: string, floor: Floor): void {
    if (floor.isTelling || floor.timer) return;
    floor.timer = setTimeout(() => void tell(streamId, floor), TICK_MS);
  }

  async function tell(streamId: string, floor: Floor): Promise<void> {
    floor.timer = null;
    floor.isTelling = true;
    floor.isDirty = false;
    const items = [...floor.items];
    const orders = [...floor.orders];
    const vouchers = [...floor.vouchers];
    const { isWhole } = floor;
    floor.items.clear();
    floor.orders.clear();
    floor.vouchers.clear();
    floor.isWhole = false;
    try {
      const frame = isWhole
        ? await application.consoleFrame(streamId)
        : await application.consoleFrame(streamId, items, orders, vouchers);
      floor.history = frame.history;
      floor.to = frame.to;
      for (const sight of sights) {
        const room = consoleRoom(streamId, sight);
        if (adapter.sizeOf(room) > 0) adapter.send(room, adapter.encodeEvent('c', shownTo(sight, frame)));
      }
    } catch (fault) {
      log.warn({ err: fault, streamId }, 'a console frame could not be read');
      for (const itemNumber of items) floor.items.add(itemNumber);
      for (const orderId of orders) floor.orders.add(orderId);
      for (const voucherId of vouchers) floor.vouchers.add(voucherId);
      floor.isWhole ||= isWhole;
      floor.isDirty = true;
    }
    floor.isTelling = false;
    if (floor.isDirty && floors.get(streamId) === floor) plan(streamId, floor);
  }

  const heartbeat = setInterval(() => {
    // A screen that hears nothing for 3 s says itself that it is stale.
    if (!deps.isCurrent()) return;
    for (const [streamId, floor] of floors) {
      const rooms = consoleRooms(streamId);
      if (rooms.every((room) => adapter.sizeOf(room) === 0)) {
        if (floor.timer) clearTimeout(floor.timer);
        floors.delete(streamId);
        continue;
      }
      const encoded = adapter.encodeEvent(
        'h',
        floor.history,
        floor.to,
        clock.nowMs(),
        presence.viewers(streamId),
        application.trouble(streamId) ?? (guessed.isGuessed(streamId) ? 'codes_guessed' : null),
      );
      for (const room of rooms) adapter.send(room, encoded);
    }
  }, HEARTBEAT_MS);
  const unsubscribe = deps.publications.subscribe(hear);

  return {
    /** From now on the floor's changes are told; call it before the full frame is read. */
    watch(streamId: string): void {
      if (floors.has(streamId)) return;
      floors.set(streamId, {
        history: '',
        to: 0,
        items: new Set(),
        orders: new Set(),
        vouchers: new Set(),
        isWhole: false,
        isDirty: false,
        isTelling: false,
        timer: null,
      });
    },
    /** Notes where the floor stands, for its heartbeat. */
    seen(streamId: string, frame: ConsoleFrame): void {
      const floor = floors.get(streamId);
      if (!floor || (floor.history === frame.history && floor.to > frame.to)) return;
      floor.history = frame.history;
      floor.to = frame.to;
    },
    close(): void {
      unsubscribe();
      clearInterval(heartbeat);
      for (const floor of floors.values()) if (floor.timer) clearTimeout(floor.timer);
      floors.clear();
    },
  };
}
