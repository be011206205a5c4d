import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { PeerAnswer, PeerCall } from '../../ports/peers.ts';
import { deriveKey } from '../crypto/keys.ts';
import { headHint } from '../head-hint.ts';

/** Bound of a frame, in bytes. */
export const MAX_FRAME_BYTES = 256 * 1_024;
/** Bound of concurrent calls of a link, in each direction. */
export const MAX_CALLS = 10_000;
/** Deadline of the greeting in ms, from the first byte on. */
export const GREETING_MS = 1_000;
/** Time between two pings in ms; a link silent for two of them is broken. */
export const PING_EVERY_MS = 1_000;
const MAX_FAULT_CHARACTERS = 500;

const callId = z.int().check(z.gte(1));
const nonce = z.string().check(z.regex(/^[\w-]{43}$/));
const challengeFrame = z.strictObject({ challenge: nonce });
const greetingFrame = z.strictObject({ challenge: nonce, proof: nonce });
const proofFrame = z.strictObject({ proof: nonce });
const callFrame = z.tuple([
  callId,
  z.strictObject({
    use: z.string().check(z.maxLength(100)),
    args: z.array(z.unknown()).check(z.maxLength(20)),
  }),
]);
const answerFrame = z.union([
  z.tuple([callId, z.strictObject({ value: z.unknown(), head: z.nullable(z.strictObject(headHint)) })]),
  z.tuple([callId, z.string().check(z.maxLength(MAX_FAULT_CHARACTERS))]),
  z.tuple([callId, z.null()]),
]);

/** The frames of a link: three of greeting, then calls one way and answers the other. */
export const frames = {
  call: (id: number, { use, args }: PeerCall) => JSON.stringify([id, { use, args }]),
  answer: (id: number, { value, head }: PeerAnswer) => JSON.stringify([id, { value: value ?? null, head }]),
  /** The call was refused unread, as if the node were gone. */
  unheard: (id: number) => JSON.stringify([id, null]),
  fault: (id: number, message: string) => JSON.stringify([id, message.slice(0, MAX_FAULT_CHARACTERS)]),
  readChallenge: (text: string) => read(challengeFrame, text),
  readGreeting: (text: string) => read(greetingFrame, text),
  readProof: (text: string) => read(proofFrame, text),
  readCall: (text: string) => read(callFrame, text),
  /** @returns the id, and the answer, the other side's fault as a text, or null for a call refused unread */
  readAnswer: (text: string): [number, PeerAnswer | string | null] | null => read(answerFrame, text),
};

/** Mutual authentication of two nodes: each proves the market's secret over the other's nonce. */
export function openGreetings(master: string) {
  const key = deriveKey(master, 'peers');
  const proof = (side: 'caller' | 'answerer', theirs: string, own: string) =>
    createHmac('sha256', key).update(`${side} ${theirs} ${own}`).digest('base64url');
  return {
    nonce: () => randomBytes(32).toString('base64url'),
    /** The proof of one side. Its name is part of it, so that a reflected proof is invalid. */
    proof,
    isProof(given: string, side: 'caller' | 'answerer', theirs: string, own: string): boolean {
      const expected = Buffer.from(proof(side, theirs, own));
      const offered = Buffer.from(given);
      return offered.length === expected.length && timingSafeEqual(offered, expected);
    },
    /** The key of one link. It needs the secret besides the greeting, and no other link has it. */
    linkKey: (caller: string, answerer: string): Buffer =>
      createHmac('sha256', key).update(`link ${caller} ${answerer}`).digest(),
  };
}

export type Greetings = ReturnType<typeof openGreetings>;

function read<T>(schema: z.ZodMiniType<T>, text: string): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
