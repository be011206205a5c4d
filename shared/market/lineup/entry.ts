import type { KeyedTuple } from '../../live-view/entry.ts';
import { secondNames, secondOrigin } from '../../values/names.ts';

/** What is said of an item that rarely changes. */
export interface CardEntry {
  name: string;
  producer: string;
  /** For who reads English; absent: there is the one name. */
  nameEn?: string;
  producerEn?: string;
  origin: string;
  /** For who reads English; absent: there is the one. */
  originEn?: string;
  grams: number;
  /** A path on this server, or an https address from an import; '' if there is none. */
  picture: string;
  listPriceMinor: number;
  /** At most so many units per buyer in this stream (B1), or null. */
  buyerLimit: number | null;
}

type CardTuple = [
  name: string,
  producer: string,
  origin: string,
  grams: number,
  picture: string,
  listPriceMinor: number,
  buyerLimit: number,
  /** Of an item that has a second name, else they are left out; one that has none of the two is empty. */
  nameEn?: string,
  producerEn?: string,
  /** Left out where there is none. */
  originEn?: string,
];

/** The items of the lineup, by their number. */
export const cards: KeyedTuple<'cards', number, CardEntry, [CardTuple]> = {
  field: 'cards',
  none: {},
  keyOf: Number,
  read: ([
    ,
    ,
    [name, producer, origin, grams, picture, listPriceMinor, limit, nameEn, producerEn, originEn],
  ]) => ({
    name,
    producer,
    origin,
    grams,
    picture,
    listPriceMinor,
    buyerLimit: limit || null,
    ...secondNames({ nameEn, producerEn }),
    ...secondOrigin({ originEn }),
  }),
};

/** A card as it is told. */
export function cardTold(card: CardEntry): [CardTuple] {
  const { name, producer, origin, grams, picture, listPriceMinor, buyerLimit } = card;
  const { nameEn = '', producerEn = '', originEn = '' } = card;
  const said = [name, producer, origin, grams, picture, listPriceMinor, buyerLimit ?? 0] as const;
  if (originEn) return [[...said, nameEn, producerEn, originEn]];
  return [nameEn || producerEn ? [...said, nameEn, producerEn] : [...said]];
}
