import * as z from 'zod/mini';
import { history, id, seq, slug } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';
import { capabilities } from './capabilities.ts';
import { composed } from './capability.ts';
import { contractOf } from './command.ts';

/** A buyer's own part of a stream: whole values; the highest seq wins. */
export const privateView = z.strictObject({ seq, ...composed(capabilities, 'own') });
export type PrivateView = z.infer<typeof privateView>;

export const hello = contractOf(
  'gateway',
  'Joins a stream. The server answers with a snapshot (event "s") or a delta (event "d") first, then with this ack.',
  z.strictObject({
    protocol: z.int(),
    slug,
    history: z.optional(history),
    seq: z.optional(seq),
    /** The highest seq that an answer named under this history: the screen is told of all of it, from whatever node (INV16). */
    answeredSeq: z.optional(seq),
    /** True when the client found its digest to differ: the server notes it and sends a snapshot. */
    mismatch: z.optional(z.boolean()),
    /** Of the chat, what is pinned and answered alone (N3); left out: all of it. */
    chat: z.optional(z.literal('low')),
  }),
  z.strictObject({
    streamId: id,
    history,
    seq,
    nowMs: epochMs,
    viewers: z.int(),
    buyerId: id,
    /** Proves since when this viewer has been watching (F5): sent back with a flash price's add. */
    ticket: z.string(),
    me: privateView,
  }),
);

export const time = contractOf(
  'gateway',
  'Asks for the server clock; the client halves the round trip.',
  z.strictObject({}),
  z.strictObject({ nowMs: epochMs }),
);
