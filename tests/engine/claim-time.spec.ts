import { expect, test } from 'vitest';
import { keepClaimText } from '../../server/application/parcel/claim-texts.ts';
import { myParcels } from '../../server/application/parcel/packing.ts';
import { ok } from '../../shared/values/result.ts';
import { HOUR } from '../../shared/values/time.ts';
import { anOrder, aShipment, idOf } from '../builders/store-rows.ts';

const STREAM = idOf('stream');
const DELIVERED = Date.UTC(2026, 10, 30);
const order = anOrder(STREAM, 'mine');
const me = { buyerId: order.buyerId, allIds: [order.buyerId] };

/** One parcel that came. @param factAt how the store answers for the facts of its stream */
function asked(nowMs: number, factAt: (streamId: string, seq: number) => Promise<object | null>) {
  const shipment = { ...aShipment(order), status: 'DELIVERED', deliveredAtMs: DELIVERED };
  return {
    engines: { shop: { read: async () => new Map() }, referenceOf: () => '1-1' },
    store: { factAt },
    providers: new Map(),
    readers: {
      orderById: async () => ({ order, lines: [] }),
      ordersOf: async () => [{ order, lines: [] }],
      parcels: async () => [{ shipment, lines: [] }],
      claims: async () => [],
    },
    directory: { addText: async () => true },
    secrets: { sealText: () => ({ key: '', sealed: '' }) },
    clock: { nowMs: () => nowMs },
    ids: { next: () => idOf('text') },
  } as never;
}

/** The facts of a stream with a time for claims of its own. */
const withClaimMs = (claimMs: number) => async (_: string, seq: number) =>
  seq === 1 ? { body: JSON.stringify({ type: 'stream_created', body: { settings: { claimMs } } }) } : null;
const words = { kind: 'claim_words', read: async () => ok(Buffer.from('three were brown')) } as const;

test('[A4] words for a claim are taken for as long as the stream takes the claim, and no longer', async () => {
  const keep = (nowMs: number) =>
    keepClaimText(asked(nowMs, withClaimMs(72 * HOUR)), me, order.orderId, words);
  expect(await keep(DELIVERED + 72 * HOUR - 1)).toMatchObject({ ok: true });
  expect(await keep(DELIVERED + 72 * HOUR)).toEqual({
    ok: false,
    refusal: { code: 'CLAIM_INVALID', reason: 'too_late' },
  });
});

test('[O6] a buyer reads that same end beside the parcel; of a stream that can not be read it is the usual one', async () => {
  const untilMs = async (factAt: Parameters<typeof asked>[1]) =>
    (await myParcels(asked(DELIVERED, factAt), me)).parcels[0]!.claimUntilMs;
  expect(await untilMs(withClaimMs(72 * HOUR))).toBe(DELIVERED + 72 * HOUR);
  expect(await untilMs(() => Promise.reject(new Error('its log is broken')))).toBe(DELIVERED + 48 * HOUR);
});
