import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ack } from '../../shared/contract/answer.ts';
import type { LiveReply } from '../../shared/protocol.ts';
import { pause } from './attackers.ts';
import { aBuyer } from './buyers.ts';
import { aTarget, send, type Target } from './target.ts';

const CODE = 'HARVEST7';
const IN_PARALLEL = 16;
const GUESSING_MS = 4_000;
/** A connection of a guest has thirty commands a second: then it is another guest's turn. */
const GUESSES_OF_A_GUEST = 20;
const VILLAGE = 300;
/** Times that somebody asks who is told to come again, and the pause between them in ms. */
const MOST_ASKED = 3;
const BUSY_MS = 1_000;
const LINES = [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }];

describe('voucher codes that are guessed by guests made for it', () => {
  let target: Target;
  let slug: string;
  let buyer: Awaited<ReturnType<Target['viewer']>>;
  const troubles: unknown[] = [];
  beforeAll(async () => {
    target = await aTarget({ MAX_WRONG_CODES_PER_ADDRESS: '1600', MAX_WRONG_CODES_PER_STREAM: '700' });
    const stream = await target.liveStream([9_999], { holdPolicy: 'first_paid' });
    slug = stream.slug;
    stream.console.on('h', (...beat: unknown[]) => troubles.push(beat[4]));
    // This one alone has paid for something.
    const paying = await aBuyer(target, slug);
    buyer = paying.socket;
    const ack = await paying.buys();
    if (!ack.ok) throw new Error(`order:place: ${JSON.stringify(ack)}`);
    await fetch(`${target.origin}/pay/${ack.order.orderId}`, {
      method: 'POST',
      headers: { origin: target.origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'choice=pay',
      redirect: 'manual',
    });
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
  /** Asks as the page does: a server that has much to do says when to come again, and is asked once or twice more. */
  async function quoteInTurn(viewer: Awaited<ReturnType<Target['viewer']>>, code: string): Promise<string> {
    for (let asked = 1; asked < MOST_ASKED; asked += 1) {
      const outcome = await quote(viewer, code);
      if (outcome !== 'BUSY') return outcome;
      await pause(BUSY_MS);
    }
    return quote(viewer, code);
  }
  /** A guest of its own. */
  async function newcomer() {
    return target.viewer(slug, (await target.guest()).token);
  }

  it('lets a village in which everybody types the right one through, before and while it is guessed at', async () => {
    const counts: Record<string, number> = {};
    const villager = async () => {
      const viewer = await newcomer();
      const outcome = await quoteInTurn(viewer, CODE);
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
    // Somebody who has paid goes on; a stranger with the right one waits.
    expect(await quote(buyer, CODE)).toBe('used');
    expect(await quote(await newcomer(), CODE)).toBe('too_many_tries');
  });
});
