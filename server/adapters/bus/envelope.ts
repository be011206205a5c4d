import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { BusMessage } from '../../ports/bus.ts';
import { deriveKey } from '../crypto/keys.ts';
import { headHint, shortId } from '../head-hint.ts';

/** What is longer is not read. */
const MAX_CHARACTERS = 16_384;
/** Guests named in one message; more of them are told in several. */
const MAX_GUESTS = 200;
const SIGNATURE_CHARACTERS = 43;

const busMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('head'), head: z.strictObject(headHint) }),
  z.strictObject({
    kind: z.literal('session_ended'),
    sessionHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  z.strictObject({ kind: z.literal('staff_changed'), staffId: shortId }),
  z.strictObject({
    kind: z.literal('guests_merged'),
    guestIds: z.array(shortId).check(z.maxLength(MAX_GUESTS)),
  }),
  z.strictObject({
    kind: z.literal('codes_guessed'),
    streamId: shortId,
    untilMs: z.int().check(z.gte(0)),
  }),
]) satisfies z.ZodMiniType<BusMessage>;
const envelope = z.strictObject({ node: shortId, message: busMessage });

/**
 * A message as it travels: a signature, then JSON of who tells what. The signature is of a key that only nodes of this
 * market have; somebody else in the same Redis can at most repeat what was said.
 */
export function openEnvelopes(options: { master: string; node: string }) {
  const key = deriveKey(options.master, 'bus');
  const signatureOf = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  const seal = (message: BusMessage) => {
    const text = JSON.stringify({ node: options.node, message });
    return signatureOf(text) + text;
  };
  return {
    /** The texts that tell a message, nearly always one. */
    seal(message: BusMessage): string[] {
      if (message.kind !== 'guests_merged') return [seal(message)];
      const texts: string[] = [];
      for (let from = 0; from < message.guestIds.length; from += MAX_GUESTS) {
        texts.push(seal({ ...message, guestIds: message.guestIds.slice(from, from + MAX_GUESTS) }));
      }
      return texts;
    },
    /** @returns null for what is this node's own, too long, forged or not a message */
    open(sealed: string): BusMessage | null {
      if (sealed.length > MAX_CHARACTERS) return null;
      const signature = Buffer.from(sealed.slice(0, SIGNATURE_CHARACTERS));
      const text = sealed.slice(SIGNATURE_CHARACTERS);
      const expected = Buffer.from(signatureOf(text));
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null;
      const parsed = envelope.safeParse(parseJson(text));
      return parsed.success && parsed.data.node !== options.node ? parsed.data.message : null;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
