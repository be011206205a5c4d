import * as z from 'zod/mini';
import { orderStatus } from '../market/order/contract.ts';
import { id, slug } from '../values/ids.ts';
import { orderReference } from '../values/reference.ts';
import { line } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import { MAX_LOOKED_FOR, MOST_FOUND, ORDERS_OF_FOUND } from './office-lists.ts';

/** A whole name, or the last digits of a phone, four or more (A5). In a body: an address stays in histories. */
export const findPeopleRequest = z.strictObject({ text: line(MAX_LOOKED_FOR) });

/** How many addresses can be found by now, of all there are. */
export const peopleIndex = z.strictObject({ found: z.int(), all: z.int() });
export type PeopleIndexView = z.infer<typeof peopleIndex>;

/** An order of somebody who was found. */
const orderOfFound = z.strictObject({
  reference: orderReference,
  stream: z.strictObject({ slug, title: z.string(), titleEn: z.optional(z.string()) }),
  placedAtMs: epochMs,
  status: orderStatus,
});

/** A buyer by whichever of their addresses fits, after all merges (B2). */
const foundPerson = z.strictObject({
  buyerId: id,
  name: z.string(),
  /** The last four digits of the phone. */
  phoneEnd: z.string(),
  /** The newest ones. */
  orders: z.array(orderOfFound).check(z.maxLength(ORDERS_OF_FOUND)),
});
export type FoundPerson = z.infer<typeof foundPerson>;

export const foundPeople = z.strictObject({
  people: z.array(foundPerson).check(z.maxLength(MOST_FOUND)),
  /** More fit than are told. */
  hasMore: z.boolean(),
  index: peopleIndex,
});
export type FoundPeople = z.infer<typeof foundPeople>;
