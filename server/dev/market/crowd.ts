import { type Chance, chanceOf } from './chance.ts';
import type { Door } from './door.ts';
import type { Guest } from './first-market.ts';
import { pause } from './pause.ts';
import { broughtBy } from './people.ts';
import { addSomething, order, removeSomething, type Shopping } from './shopper.ts';
import { watch } from './watcher.ts';

/** Most places are taken at once; the rest fill while the visitor looks. */
const ARRIVAL_MS = 15_000;
/** Nobody buys for ever: after so many orders somebody else comes, so that no basket and no list grows without end. */
const MAX_ORDERS = 3;
const MAX_VISITS = 4;

/**
 * A crowd of real socket clients at the live door. Every place is always somebody's: whoever has bought enough goes home
 * and another guest comes. Some are regulars who paid in an earlier stream, the others are new (H6).
 * @returns a promise that resolves when all have left
 */
export async function runCrowd(options: {
  door: Door;
  slug: string;
  size: number;
  regulars: readonly Guest[];
  seed: number;
  isOver: AbortSignal;
  onFault: (fault: unknown) => void;
}): Promise<void> {
  const { size, isOver } = options;
  const regulars = [...options.regulars];
  await Promise.all(
    Array.from({ length: size }, async (_, place) => {
      const chance = chanceOf(options.seed + place);
      await pause(chance.whole(0, ARRIVAL_MS), isOver);
      while (!isOver.aborted) {
        try {
          const guest = regulars.shift() ?? (await newGuest(options.door, chance));
          await shop(options, guest, chance);
        } catch (fault) {
          options.onFault(fault);
          await pause(5_000, isOver);
        }
      }
    }),
  );
}

async function newGuest(door: Door, chance: Chance): Promise<Guest> {
  const made = await door.post<{ token: string; buyerId: string }>('/guest', {}, null);
  return { ...made, addressId: null, channel: broughtBy(chance) };
}

/** One guest, from the first look to going home for good: some visits, between them a break. */
async function shop(
  { door, slug, isOver }: { door: Door; slug: string; isOver: AbortSignal },
  guest: Guest,
  chance: Chance,
): Promise<void> {
  let orders = 0;
  for (let visits = 0; visits < MAX_VISITS && orders < MAX_ORDERS && !isOver.aborted; visits += 1) {
    const watcher = watch(door.url, slug, guest.token, guest.channel);
    try {
      orders += await lookRound({ door, watcher, guest, chance, isOver });
    } finally {
      watcher.leave();
    }
    await pause(chance.whole(4_000, 25_000), isOver);
  }
}

/** One visit of 40 s to 4 min. @returns how many orders were placed */
async function lookRound(shopping: Shopping): Promise<number> {
  const { chance, isOver } = shopping;
  const untilMs = Date.now() + chance.whole(40_000, 240_000);
  let orders = 0;
  await pause(chance.whole(2_000, 8_000), isOver);
  while (Date.now() < untilMs && orders < MAX_ORDERS && !isOver.aborted) {
    const mood = chance.next();
    if (mood < 0.4) await addSomething(shopping);
    else if (mood < 0.45) await removeSomething(shopping);
    else if (mood < 0.68 && (await order(shopping))) orders += 1;
    await pause(chance.whole(4_000, 16_000), isOver);
  }
  return orders;
}
