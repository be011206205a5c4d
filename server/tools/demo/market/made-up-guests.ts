import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { systemIds } from '../../../adapters/system/ids.ts';
import type { Chance } from './chance.ts';
import type { Door } from './door.ts';
import type { FloorLine } from './floor-line.ts';
import { addressIn, hasNetworksTo } from './own-networks.ts';
import { pause } from './pause.ts';
import { newGuest } from './people.ts';
import type { Screen } from './screen.ts';
import { order } from './shopper.ts';
import { watch } from './watcher.ts';

/** By then a visitor has looked around, and meets what the console says of it within the first minute. */
const BEGINS_MS = 25_000;
const APART_MS = 1_500;
/** As many units as a newcomer may hold. */
const UNITS_EACH = 4;
/** Where they are, in turn: nobody of the crowd is there, and one alone may not keep so much (H8). */
const NETWORKS = [200, 201, 202] as const;
/** What is left of the product for everybody else. */
const LEAVES_UNITS = 3;
const SHOWN_WITHIN_MS = 5_000;
const nobodyLooks: Screen = { tap: () => {} };

interface Trying {
  door: Door;
  slug: string;
  floor: Pick<FloorLine, 'order' | 'item'>;
  chance: Chance;
  isOver: AbortSignal;
  beginsMs?: number;
  apartMs?: number;
}

/**
 * Somebody tries the market out: a few made-up guests order half of a product for cash as soon as they have come. The console
 * alarms, and whoever is the host can release it (H8). They are so few that nobody's numbers of the evening suffer. Where all
 * come from one network the crowd would be bounded with them: then nobody does.
 */
export async function runMadeUpGuests(options: Trying): Promise<void> {
  const { door, floor, isOver, beginsMs = BEGINS_MS, apartMs = APART_MS } = options;
  if (!hasNetworksTo(door.url)) return;
  await pause(beginsMs, isOver);
  const item = smallest(floor);
  if (!item) return;
  for (let left = halfOf(item), n = 0; left > 0 && !isOver.aborted; left -= UNITS_EACH, n += 1) {
    const network = NETWORKS[n % NETWORKS.length]!;
    await takes(options, { item, network, units: Math.min(UNITS_EACH, left) });
    await pause(apartMs, isOver);
  }
}

/** The product of which half is the least, of those that have so much. */
function smallest({ order: bag, item: find }: Trying['floor']): ConsoleItem | undefined {
  const items = bag().flatMap((itemNumber) => find(itemNumber) ?? []);
  return items
    .filter((item) => !item.flash && !item.isStopped && item.available >= halfOf(item) + LEAVES_UNITS)
    .sort((a, b) => halfOf(a) - halfOf(b))[0];
}

function halfOf({ allotted, adjusted }: ConsoleItem): number {
  return Math.max(UNITS_EACH + 1, Math.ceil((allotted + adjusted) / 2));
}

async function takes(
  { door, slug, chance, isOver }: Trying,
  { item, network, units }: { item: ConsoleItem; network: number; units: number },
): Promise<void> {
  const guest = { ...(await newGuest(door, chance)), network };
  const watcher = watch(door.url, slug, guest.token, { localAddress: addressIn(network, door.url) });
  try {
    for (let waitedMs = 0; watcher.view().order.length === 0 && waitedMs < SHOWN_WITHIN_MS; waitedMs += 100) {
      await pause(100, isOver);
    }
    const { itemNumber } = item;
    const seenPriceMinor = watcher.view().cards[itemNumber]?.listPriceMinor;
    if (seenPriceMinor === undefined || isOver.aborted) return;
    await watcher.send('cart:add', { key: systemIds.next(), itemNumber, units, seenPriceMinor });
    await pause(300, isOver);
    await order({ door, watcher, guest, chance, isOver, screen: nobodyLooks }, false, 'cash_on_delivery');
  } finally {
    watcher.leave();
  }
}
