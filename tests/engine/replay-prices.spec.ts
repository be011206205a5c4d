import { expect, test } from 'vitest';
import { openReplay } from '../../server/media/replay.ts';
import { aStream, EIGHT, idOf } from '../builders/store-rows.ts';

const over = aStream(idOf('over'), { slug: 'over', status: 'CLOSED' });
const now = aStream(idOf('now'), { slug: 'now', status: 'LIVE' });
const [potatoes, honey] = [idOf('potatoes'), idOf('honey')];

const facts = [
  { type: 'stream_went_live', body: {} },
  ...[potatoes, honey].map((productId, index) => ({
    type: 'item_added',
    body: { itemNumber: index + 1, productId, name: '', producer: '', picture: '', listPriceMinor: 2_990 },
  })),
  { type: 'stream_ended', body: {} },
].map((fact, index) => ({ seq: index + 1, atMs: EIGHT + index, body: JSON.stringify(fact) }));

test('[S7] what is sold live now costs in a replay what it costs there, all else what the catalogue says', async () => {
  const replay = openReplay({
    store: { factsAfter: async () => facts as never },
    clock: { nowMs: () => EIGHT },
    recorded: async () => ({ playlist: null, stretches: [] }),
    readers: {
      streamBySlug: async () => over,
      streams: async () => [over, now],
      shown: async () => [
        { itemNumber: 8, productId: potatoes, name: '', nameEn: '', picture: null, listPriceMinor: null },
      ],
      productById: async () => ({ priceMinor: 2_490 }) as never,
    },
    position: async () => ({ view: { cards: { 8: { listPriceMinor: 2_390 } } } }) as never,
  });
  const { items } = (await replay('over'))!;
  expect(items).toMatchObject([
    { todayMinor: 2_390, next: { slug: 'now', isOn: true } },
    { todayMinor: 2_490 },
  ]);
  expect(items[1]).not.toHaveProperty('next');
});
