import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { aBuyer } from './buyers.ts';
import { aTarget, send, type Target } from './target.ts';

let target: Target;
let slug: string;
let theirs: string;
beforeAll(async () => {
  target = await aTarget();
  ({ slug } = await target.liveStream([10]));
  const placed = await (await aBuyer(target, slug)).buys();
  if (!placed.ok) throw new Error(JSON.stringify(placed));
  theirs = placed.order.orderId;
}, 60_000);
afterAll(() => target.close());

test('a stranger hears the same, byte for byte, of an order of somebody else and of one that there is not', async () => {
  const stranger = await target.guest();
  const socket = await target.viewer(slug, stranger.token);
  const bearer = { authorization: `Bearer ${stranger.token}` };
  const claim = { itemNumber: 1, unitPriceMinor: 2_990, units: 1, shareBps: 10_000, reason: 'damaged' };
  const asked: Record<string, (orderId: string) => Promise<unknown>> = {
    'order:cancel': (orderId) => send(socket, 'order:cancel', { key: systemIds.next(), orderId }),
    'claim:open': (orderId) => send(socket, 'claim:open', { key: systemIds.next(), orderId, ...claim }),
    'POST claims': async (orderId) => {
      const body = { key: systemIds.next(), orderId, ...claim };
      const answer = await target.ask('POST', `/streams/${slug}/claims`, { body, headers: bearer });
      return { ...answer, headers: withoutTime(answer.headers) };
    },
    'GET order': async (orderId) => {
      const answer = await target.ask('GET', `/orders/${orderId}`, { headers: bearer });
      return { ...answer, headers: withoutTime(answer.headers) };
    },
  };
  for (const [what, ask] of Object.entries(asked)) {
    const [none, others] = [await ask(systemIds.next()), await ask(theirs)];
    expect(none, what).toMatchObject(what.includes(':') ? { code: 'NOT_FOUND' } : { status: 404 });
    expect(JSON.stringify(others), what).toBe(JSON.stringify(none));
  }
}, 20_000);

/** Headers, but for those that say when it was. */
function withoutTime(headers: Headers): [string, string][] {
  return [...headers].filter(([name]) => name !== 'date' && name !== 'server-time');
}
