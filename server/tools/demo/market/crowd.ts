import { EXPOSURE_EVERY_MS } from '../../../../shared/values/exposure.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Door } from './door.ts';
import { addressIn } from './own-networks.ts';
import { pause } from './pause.ts';
import { type Guest, newGuest } from './people.ts';
import { screenOf } from './screen.ts';
import { addSomething, type Intent, order, removeSomething } from './shopper.ts';
import { type Watcher, watch } from './watcher.ts';

/** Most places are taken at once; the rest fill while the visitor looks. */
const ARRIVAL_MS = 15_000;
/** Of fifty people who come so many get so far; all others watch. */
const OF_FIFTY: readonly [Intent, number][] = [
  ['pays', 3],
  ['orders', 1],
  ['adds', 3],
  ['looks', 9],
];
const FIFTY = 50;
/** Orders of one who pays. */
const ORDERS_EACH = [2, 4] as const;
/** Villages and towns from which a crowd watches: a market tells them apart by their networks (H8). */
const VILLAGES = 12;
/** Of those who come so many ask the host to show something, half of them one of the last products of the lineup. */
const ASKING = 0.4;
const LOVED = 3;
/** Every so many-th was here before. */
const RETURNING = 3;

/**
 * A crowd of real socket clients at the live door. Every place is always somebody's: whoever has seen enough goes home
 * and another guest comes. Most only watch; their screens tell what they show, as pages do.
 * @returns a promise that resolves when all have left
 */
export async function runCrowd(options: {
  door: Door;
  slug: string;
  size: number;
  regulars: readonly Guest[];
  seed: number;
  isOver: AbortSignal;
  /** Whoever watches is in it, to be heard in the chat. */
  watchers: Set<Watcher>;
  onFault: (fault: unknown) => void;
}): Promise<void> {
  const { size, isOver, seed } = options;
  const regulars = [...options.regulars];
  const intents = intentsOf(chanceOf(seed));
  let came = 0;
  await Promise.all(
    Array.from({ length: size }, async (_, place) => {
      const chance = chanceOf(seed + 1 + place);
      await pause(chance.whole(0, ARRIVAL_MS), isOver);
      while (!isOver.aborted) {
        try {
          came += 1;
          const regular = came % RETURNING === 1 ? regulars.shift() : undefined;
          const guest = regular ?? (await newGuest(options.door, chance));
          await visit(options, guest, intents.next().value ?? 'watches', chance);
        } catch (fault) {
          options.onFault(fault);
          await pause(5_000, isOver);
        }
      }
    }),
  );
}

/** What one after the other comes for: in each fifty just so many as planned, in an order that the seed gives. */
function* intentsOf(chance: Chance): Generator<Intent, never> {
  for (let fifties = 0; ; fifties += 1) {
    const some = OF_FIFTY.flatMap(([intent, count]) => Array<Intent>(count).fill(intent));
    const all = [...some, ...Array<Intent>(FIFTY - some.length).fill('watches')];
    // Somebody buys soon after the doors have opened.
    if (fifties === 0) yield all.shift()!;
    while (all.length > 0) yield all.splice(chance.whole(0, all.length - 1), 1)[0]!;
  }
}

/** Most came for something, and some of them say so (L9). */
async function askForShows(watcher: Watcher, chance: Chance): Promise<void> {
  const { order, pins, stream } = watcher.view();
  if (stream?.status !== 'LIVE' || order.length === 0 || !chance.often(ASKING)) return;
  const itemNumber = chance.pick(chance.often(0.5) ? order.slice(-LOVED) : order);
  if (pins.some((pin) => pin.itemNumber === itemNumber)) return;
  await watcher.send('show-request:send', { itemNumber });
}

/** One guest, from the first look to going home. */
async function visit(
  { door, slug, isOver, watchers }: { door: Door; slug: string; isOver: AbortSignal; watchers: Set<Watcher> },
  guest: Guest,
  intent: Intent,
  chance: Chance,
): Promise<void> {
  const { channel } = guest;
  const localAddress = addressIn(guest.network ?? chance.whole(1, VILLAGES), door.url);
  const watcher = watch(door.url, slug, guest.token, { channel, localAddress });
  watchers.add(watcher);
  const gone = new AbortController();
  const screen = screenOf(watcher, EXPOSURE_EVERY_MS, AbortSignal.any([isOver, gone.signal]));
  const shopping = { door, watcher, guest, chance, isOver, screen };
  try {
    await pause(chance.whole(10_000, 30_000), isOver);
    await askForShows(watcher, chance);
    if (intent === 'looks') screen.tap(watcher.view().pins[0]?.itemNumber);
    if (intent === 'adds' || intent === 'orders' || intent === 'pays') {
      // Whoever pays often finds something else a minute later.
      const rounds = intent === 'pays' ? chance.whole(...ORDERS_EACH) : 1;
      for (let round = 0; round < rounds && !isOver.aborted; round += 1) {
        const adds = chance.whole(1, 3);
        for (let n = 0; n < adds && !isOver.aborted; n += 1) {
          await addSomething(shopping);
          await pause(chance.whole(4_000, 12_000), isOver);
        }
        if (intent !== 'adds') await order(shopping, intent === 'pays');
      }
      if (intent === 'adds' && chance.often(0.4)) await removeSomething(shopping);
    }
    // What was tapped is told with the next message.
    await pause(EXPOSURE_EVERY_MS + chance.whole(5_000, 150_000), isOver);
  } finally {
    gone.abort();
    watchers.delete(watcher);
    watcher.leave();
  }
}
