import * as z from 'zod/mini';
import { staffRole } from '../market/account/contract.ts';
import { MAX_NOTE, MAX_NOTES } from '../market/order/bounds.ts';
import { id } from '../values/ids.ts';
import { orderReference, shopReference } from '../values/reference.ts';
import { epochMs } from '../values/time.ts';
import { keyed } from './command.ts';

export const notesParams = z.strictObject({ reference: shopReference });
export const noteParams = z.strictObject({ reference: shopReference, textId: id });

/** A private note, with what its page shows of it (O12). */
const orderNote = z.strictObject({
  textId: id,
  words: z.string(),
  atMs: epochMs,
  /** It is destroyed then (A4). */
  untilMs: epochMs,
  /** Who wrote it; without a name: nobody of that id works here. */
  by: z.strictObject({
    staffId: z.string(),
    name: z.optional(z.string()),
    nameEn: z.optional(z.string()),
    role: z.optional(staffRole),
  }),
  /** Its writer, the stream's host and operators may delete it. */
  mayDelete: z.boolean(),
});

/** All notes of an order, the first first. */
export const orderNotes = z.strictObject({
  reference: orderReference,
  notes: z.array(orderNote).check(z.maxLength(MAX_NOTES)),
});
export type OrderNotes = z.infer<typeof orderNotes>;

export const addNote = z.strictObject({
  ...keyed,
  words: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_NOTE)),
});
