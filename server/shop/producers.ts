import { secondNames } from '../../shared/values/names.ts';
import type { ShopState } from './state.ts';

/** What a producer is called, and for who reads English, where one of its products says so. */
export interface ProducerNames {
  producer: string;
  producerEn?: string;
}

/** Every producer by its id. Products of one producer may say different things of it: the newest that says one counts. */
export function producersOf({
  producers,
  products,
}: Pick<ShopState, 'producers' | 'products'>): Map<string, ProducerNames> {
  const named = new Map([...producers].map(([producer, id]): [string, ProducerNames] => [id, { producer }]));
  for (const { producerId, producerEn } of products.values()) {
    const names = named.get(producerId);
    if (names) Object.assign(names, secondNames({ producerEn }));
  }
  return named;
}
