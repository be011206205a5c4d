import { expect, test } from 'vitest';
import { streamReturns } from '../../server/application/catalogue/returns.ts';
import { streamReturns as reply } from '../../shared/contract/catalogue.ts';
import { aStream, idOf } from '../builders/store-rows.ts';

const week = { days: 7, paidBy: 'buyer' } as const;
const products = new Map<string, object>([
  ['apple', { isPerishable: true, returns: week }],
  ['pear', { isPerishable: true }],
  ['pony', { isPerishable: false, returns: week }],
  ['tea', { isPerishable: false }],
]);

function asked(rehearsalOf: string | null = null) {
  const row = aStream(idOf('fair'), { slug: 'fair', rehearsalOf });
  const items = new Map(
    ['apple', 'pony', 'pear', 'tea', 'gone'].map((productId, at) => [at + 1, { productId }]),
  );
  const reads = (state: object) => ({ read: async (look: (told: object) => unknown) => look(state) });
  const deps = {
    readers: { streamBySlug: async (slug: string) => (slug === 'fair' ? row : null) },
    engines: { shop: reads({ products }), stream: async () => reads({ settings: { claimMs: 9 }, items }) },
  };
  return (slug: string) => streamReturns(deps as never, slug);
}

test('[O6] products with the same terms are told together; of what is perishable no terms count', async () => {
  expect(reply.parse(await asked()('fair'))).toEqual({
    claimMs: 9,
    terms: [
      { isPerishable: true, items: [1, 3] },
      { isPerishable: false, returns: week, items: [2] },
      { isPerishable: false, items: [4] },
    ],
  });
});

test('[S1] nothing is told of a stream that nobody may see', async () => {
  expect(await asked()('nowhere')).toBeNull();
  expect(await asked('another')('fair')).toBeNull();
});
