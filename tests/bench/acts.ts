import { systemIds } from '../../server/adapters/system/ids.ts';
import { openFloor } from '../../server/tools/demo/market/floor-line.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { pause, seeded } from './numbers.ts';
import type { RawViewer } from './raw-viewer.ts';
import type { BenchBuyer, Offer } from './stall.ts';

/** What is done before everybody's eyes, in turn: a host pins, a buyer takes one of a good whose number is shown. */
export interface Acts {
  port: number;
  slug: string;
  /** A host's session. */
  session: string;
  /** Of each kind. */
  times: number;
  seed: number;
  pinned: Offer[];
  counted: Offer[];
  /** Where the first of those who take one stands in the crowd; each takes one once. */
  firstBuyer: number;
}

/** Of each act the ms from the tap until the last screen had it. */
export interface ActsSeen {
  pins: number[];
  counters: number[];
}

/** Between acts; by chance, so that they do not come at one beat with the frames. */
const LEAST_REST_MS = 200;
const MORE_REST_MS = 300;
const SEEN_MS = 10_000;
const LOOK_EVERY_MS = 2;
/** Frames that the first viewer keeps of one act, to see what they told. */
const KEPT = 100;

export async function actBeforeAll(
  crowd: readonly { viewer: RawViewer; buyer: BenchBuyer }[],
  { port, slug, session, times, seed, pinned, counted, firstBuyer }: Acts,
): Promise<ActsSeen> {
  const chance = seeded(seed);
  const floor = await openFloor(`http://127.0.0.1:${port}`, slug, session);
  const screens = watchScreens(crowd.map(({ viewer }) => viewer));
  const seen: ActsSeen = { pins: [], counters: [] };
  try {
    for (let time = 0; time < times; time += 1) {
      await pause(LEAST_REST_MS + MORE_REST_MS * chance());
      const { itemNumber } = pinned[time % pinned.length]!;
      seen.pins.push(
        await screens.until(
          async () => {
            const version = floor.item(itemNumber)?.version ?? 0;
            const ack = await floor.send('lineup:pin', { itemNumber, version });
            if (!ack?.ok) throw new Error(`The pin was refused: ${ack?.code ?? 'no answer'}`);
            return ack.seq;
          },
          (change) => change[0] === 'p' && change[1].some(([number]) => number === itemNumber),
        ),
      );
      await pause(LEAST_REST_MS + MORE_REST_MS * chance());
      const offer = counted[time % counted.length]!;
      seen.counters.push(
        await screens.until(
          () => takeOne(crowd[firstBuyer + time]!, offer),
          (change) => change[0] === 's' && change[1] === offer.itemNumber,
        ),
      );
    }
  } finally {
    screens.leave();
    floor.leave();
  }
  return seen;
}

/** @returns the place of the order in the log */
function takeOne(
  { viewer, buyer }: { viewer: RawViewer; buyer: BenchBuyer },
  { itemNumber, unitPriceMinor }: Offer,
): Promise<number> {
  const request = {
    key: systemIds.next(),
    lines: [{ itemNumber, units: 1, unitPriceMinor }],
    expectTotalMinor: unitPriceMinor,
    addressId: buyer.addressId,
    payment: 'sandbox',
  };
  return new Promise((resolve, reject) => {
    viewer.send('order:place', request, (reply) => {
      const text = reply.toString();
      const [ack] = JSON.parse(text.slice(text.indexOf('['))) as [{ ok: boolean; seq: number }];
      if (ack.ok) resolve(ack.seq);
      else reject(new Error(`The order was refused: ${text}`));
    });
  });
}

/** Notes when each screen comes to which place of the log, for one act at a time. */
function watchScreens(viewers: readonly RawViewer[]) {
  const came: { seq: number; atMs: number }[][] = viewers.map(() => []);
  const first = viewers[0]!;
  for (const [index, viewer] of viewers.entries()) {
    viewer.onPlace = (seq) => void came[index]!.push({ seq, atMs: performance.now() });
  }

  return {
    /**
     * @param act the tap; gives the place of the log where it stands
     * @param shows true of the change that tells it: a place alone could have come with another frame
     * @returns ms from the tap until the last screen had it
     */
    async until(act: () => Promise<number>, shows: (change: Change) => boolean): Promise<number> {
      for (const one of came) one.length = 0;
      first.heard.kept.length = 0;
      first.keep = KEPT;
      const tapMs = performance.now();
      const seq = await act();
      const endMs = tapMs + SEEN_MS;
      while (!came.every((one) => one.some((frame) => frame.seq >= seq))) {
        if (performance.now() > endMs) throw new Error('Not every screen showed it.');
        await pause(LOOK_EVERY_MS);
      }
      if (!first.heard.kept.some((text) => covers(text, seq, shows))) {
        throw new Error('The frame that came to its place did not tell it.');
      }
      return Math.max(...came.map((one) => one.find((frame) => frame.seq >= seq)!.atMs)) - tapMs;
    },
    leave(): void {
      first.keep = 0;
      for (const viewer of viewers) viewer.onPlace = null;
    },
  };
}

function covers(text: string, seq: number, shows: (change: Change) => boolean): boolean {
  const [, , from, to, changes] = JSON.parse(text.slice(text.indexOf('['))) as [
    string,
    string,
    number,
    number,
    Change[],
  ];
  return from < seq && seq <= to && changes.some(shows);
}
