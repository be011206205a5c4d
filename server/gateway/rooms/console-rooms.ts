import type { ConsoleFrame } from '../../../shared/contract/console-frame.ts';
import { type ConsoleKeys, type ConsolePart, consoleParts } from '../../../shared/contract/console-parts.ts';
import { SIGHTS, type Sight, shownTo } from '../../application/stream/sight.ts';
import type { Publication } from '../../ports/publication.ts';
import type { GatewayDeps } from '../deps.ts';
import type { GuessedCodes } from '../limits/guessed-codes.ts';
import type { Presence } from '../presence.ts';
import type { Outbound } from '../transport/transport.ts';

const TICK_MS = 150;
const HEARTBEAT_MS = 1_000;
/** What is named in one frame where there may be any number; of more than these the newest are told. */
const MOST: Partial<Record<ConsolePart, number>> = { orders: 200 };
const parts = Object.keys(consoleParts) as ConsolePart[];

/** The room of the consoles that see the same of a stream. */
export function consoleRoom(streamId: string, { orders, floorPrices }: Sight): string {
  return `floor:${streamId}:${orders ? 'orders' : '-'}:${floorPrices ? 'floors' : '-'}`;
}

/** The rooms of everybody at the console of a stream. */
export function consoleRooms(streamId: string): string[] {
  return SIGHTS.map((sight) => consoleRoom(streamId, sight));
}

interface Floor {
  history: string;
  to: number;
  /** Of each part of the frame, what changed and is not told yet. */
  changed: Changed;
  /** What changed can't be named: the next frame is the whole floor. */
  isWhole: boolean;
  isDirty: boolean;
  isTelling: boolean;
  timer: NodeJS.Timeout | null;
}

type Changed = Readonly<Record<ConsolePart, Set<number | string>>>;

function nothingChanged(): Changed {
  return Object.fromEntries(parts.map((part) => [part, new Set()])) as unknown as Changed;
}

/** Adds what changed; where a part has a bound, the newest stay. */
function gather(into: Changed, keys: ConsoleKeys): void {
  for (const part of parts) {
    const gathered = into[part];
    const most = MOST[part];
    for (const key of keys[part]) {
      if (most !== undefined) gathered.delete(key);
      gathered.add(key);
      if (most !== undefined && gathered.size > most) gathered.delete(gathered.values().next().value ?? '');
    }
  }
}

/** Tells the consoles what changed on their floor, whole values, coalesced; and each second how many watch. */
export function openConsoleRooms(
  deps: Pick<GatewayDeps, 'application' | 'publications' | 'isCurrent' | 'clock' | 'log'> & {
    adapter: Outbound;
    presence: Presence;
    guessed: Pick<GuessedCodes, 'isGuessed'>;
  },
) {
  const { application, clock, log, adapter, presence, guessed } = deps;
  const floors = new Map<string, Floor>();

  function hear({ streamId, console, whole }: Publication): void {
    const floor = floors.get(streamId);
    if (!floor) return;
    floor.isWhole ||= whole;
    gather(floor.changed, console);
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
    const changed = Object.fromEntries(parts.map((part) => [part, [...floor.changed[part]]])) as ConsoleKeys;
    const { isWhole } = floor;
    floor.changed = nothingChanged();
    floor.isWhole = false;
    try {
      const frame = isWhole
        ? await application.consoleFrame(streamId)
        : await application.consoleFrame(streamId, changed);
      floor.history = frame.history;
      floor.to = frame.to;
      for (const sight of SIGHTS) {
        const room = consoleRoom(streamId, sight);
        if (adapter.sizeOf(room) > 0) adapter.send(room, adapter.encodeEvent('c', shownTo(sight, frame)));
      }
    } catch (fault) {
      log.warn({ err: fault, context: 'console', streamId }, 'a console frame could not be read');
      gather(floor.changed, changed);
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
        application.timeOf(streamId, clock.steadyMs()),
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
        changed: nothingChanged(),
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
