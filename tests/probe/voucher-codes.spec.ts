import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { noBounds } from '../../server/market/stream/settings.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { LiveReply } from '../../shared/protocol.ts';
import { aTarget, send, type Target } from './target.ts';

const CODE = 'HARVEST7';
const IN_PARALLEL = 16;
const GUESSING_MS = 4_000;
/** A connection of a guest has thirty commands a second: then it is another guest's turn. */
const GUESSES_OF_A_GUEST = 20;
const VILLAGE = 300;
const LINES = [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }];

describe('voucher codes that are guessed by guests made for it', () => {
  let target: Target;
  let slug: string;
  let buyer: Awaited<ReturnType<Target['viewer']>>;
  const troubles: unknown[] = [];
  beforeAll(async () => {
    target = await aTarget({ MAX_WRONG_CODES_PER_ADDRESS: '1600', MAX_WRONG_CODES_PER_STREAM: '700' });
    // One of the two is all that newcomers may reserve: the first has it, whoever comes then has it in the cart alone,
    // where the share of newcomers (H6) does not turn them away.
    const stream = await target.liveStream([2]);
    await stream.hostDoes('stream:set-bounds', { version: 0, bounds: noBounds });
    slug = stream.slug;
    stream.console.on('h', (...beat: unknown[]) => troubles.push(beat[4]));
    buyer = await newcomer();
    await stream.hostDoes('voucher:create', {
      ...{ name: 'Harvest', code: CODE, off: { kind: 'amount', offMinor: 500 }, fromMinor: 0 },
      ...{ scope: { kind: 'shop' }, fundedBy: 'shop', startsAtMs: null, cap: 9_999, perBuyerCap: 9 },
      endsAtMs: Date.now() + 86_400_000,
    });
  });
  afterAll(() => target.close());

  async function quote(viewer: Awaited<ReturnType<Target['viewer']>>, code: string): Promise<string> {
    const request = { lines: LINES, addressId: null, code };
    const ack = (await send(viewer, 'order:quote', request)) as Ack<LiveReply<'order:quote'>>;
    if (!ack.ok) return ack.code;
    return ack.code?.outcome === 'not_used' ? ack.code.reason : (ack.code?.outcome ?? 'no code');
  }
  /** A guest of its own, with a unit in the cart. */
  async function newcomer() {
    const viewer = await target.viewer(slug, (await target.guest()).token);
    const unit = { key: systemIds.next(), itemNumber: 1, units: 1, seenPriceMinor: 2_990 };
    const added = await send(viewer, 'cart:add', unit);
    if (!added.ok) throw new Error(`cart:add: ${JSON.stringify(added)}`);
    return viewer;
  }

  it('lets a village in which everybody types the right one through, before and while it is guessed at', async () => {
    const counts: Record<string, number> = {};
    const villager = async () => {
      const viewer = await newcomer();
      const outcome = await quote(viewer, CODE);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      viewer.disconnect();
    };
    for (let first = 0; first < VILLAGE; first += 50) {
      await Promise.all(Array.from({ length: 50 }, villager));
    }
    expect(counts).toEqual({ used: VILLAGE });
  });

  it('judges no more than the address and the stream allow, tells the host, and lets buyers go on', async () => {
    const outcomes: Record<string, number> = {};
    let guess = 0;
    const endMs = performance.now() + GUESSING_MS;
    const guesser = async () => {
      while (performance.now() < endMs) {
        const viewer = await newcomer();
        for (let own = 0; own < GUESSES_OF_A_GUEST && performance.now() < endMs; own += 1) {
          guess += 1;
          const outcome = await quote(viewer, `G${String(guess).padStart(5, '0')}`);
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        }
        viewer.disconnect();
      }
    };
    await Promise.all(Array.from({ length: IN_PARALLEL }, guesser));
    // What was under way when the bucket ran empty went over it.
    expect(outcomes.unknown).toBeGreaterThanOrEqual(700);
    expect(outcomes.unknown).toBeLessThanOrEqual(700 + IN_PARALLEL);
    expect(outcomes.too_many_tries).toBeGreaterThan(100);
    await expect.poll(() => troubles.at(-1)).toBe('codes_guessed');
    // Somebody who has reserved something goes on; a stranger with the right one waits.
    expect(await quote(buyer, CODE)).toBe('used');
    expect(await quote(await newcomer(), CODE)).toBe('too_many_tries');
  });
});
