import type { LineFault, Refusal } from '../../shared/contract/refusals.ts';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { KeyRow } from '../ports/store.ts';

/** What became of a command. `replay`: the first answer of a repeated key (I2). */
export type Outcome<Reply> =
  | { kind: 'accepted'; reply: Reply; replay: boolean }
  | { kind: 'refused'; refusal: Refusal; lines?: LineFault[] };

/** What a key was answered, and the hash of what it asked. */
export interface Answer {
  payloadHash: string;
  outcome: Outcome<unknown>;
}

/** As text: of all that an order leaves in memory its answer would be the most, if it were kept as objects. */
interface Accepted {
  payloadHash: string;
  reply: string;
}

/** Kept a while only. */
interface Refused extends Answer {
  untilMs: number;
}

/** I2: a refusal is replayed for at least this long. */
const REFUSAL_MS = 60_000;
/** The newest accepted answers kept in memory; the store has them all, for ever. */
const MAX_ACCEPTED = 20_000;
/** Refusals are nowhere else: there is room for a minute of a rush. */
const MAX_REFUSED = 100_000;
const MAX_IN_PROGRESS = 10_000;

/**
 * The memory of keys (I1–I3): what is in progress, the newest answers, and which keys the log has ever accepted, as
 * short fingerprints, so that a fresh key costs no look into the store.
 */
export class Answers {
  private readonly recent = new BoundedMap<string, Accepted>(MAX_ACCEPTED);
  private readonly refused = new BoundedMap<string, Refused>(MAX_REFUSED);
  private readonly running = new Map<string, { payloadHash: string; promise: Promise<Outcome<unknown>> }>();
  private readonly accepted = new Set<number>();

  constructor(acceptedKeys: Iterable<string>) {
    for (const id of acceptedKeys) this.accepted.add(fingerprint(id));
  }

  inProgress(id: string): { payloadHash: string; promise: Promise<Outcome<unknown>> } | undefined {
    return this.running.get(id);
  }

  isFull(): boolean {
    return this.running.size >= MAX_IN_PROGRESS;
  }

  begin(id: string, payloadHash: string, promise: Promise<Outcome<unknown>>): void {
    this.running.set(id, { payloadHash, promise });
    const done = () => this.running.delete(id);
    promise.then(done, done);
  }

  known(id: string, nowMs: number): Answer | undefined {
    const accepted = this.recent.get(id);
    if (accepted) return { payloadHash: accepted.payloadHash, outcome: firstAnswer(accepted) };
    const refused = this.refused.get(id);
    return refused && refused.untilMs > nowMs ? refused : undefined;
  }

  /** False: certainly never accepted. True: probably accepted; the store knows. */
  mayBeAccepted(id: string): boolean {
    return this.accepted.has(fingerprint(id));
  }

  /** Another node accepted this key. */
  noteAccepted(id: string): void {
    this.accepted.add(fingerprint(id));
  }

  /** @param answer with the reply as the store keeps it */
  keepAccepted(id: string, { payloadHash, reply }: Accepted): void {
    this.accepted.add(fingerprint(id));
    this.refused.delete(id);
    this.recent.set(id, { payloadHash, reply });
  }

  keepRefused(id: string, payloadHash: string, outcome: Outcome<unknown>, nowMs: number): void {
    this.refused.set(id, { payloadHash, outcome, untilMs: nowMs + REFUSAL_MS });
  }
}

/** The name of a key in its log: keys are a buyer's own (I1). */
export function answerId(buyerId: string, key: string): string {
  return `${buyerId} ${key}`;
}

/** The first answer of a key, out of its text. */
export function firstAnswer<Reply>(
  row: Pick<KeyRow, 'reply'>,
): Extract<Outcome<Reply>, { kind: 'accepted' }> {
  return { kind: 'accepted', reply: JSON.parse(row.reply) as Reply, replay: true };
}

/** The answer of a key whose payload is the same; another payload is KEY_REUSED and has no effect (I1). */
export async function sameKey<Reply>(
  knownHash: string,
  payloadHash: string | undefined,
  outcome: Outcome<Reply> | Promise<Outcome<Reply>>,
): Promise<Outcome<Reply>> {
  if (knownHash !== payloadHash) return { kind: 'refused', refusal: { code: 'KEY_REUSED' } };
  const known = await outcome;
  return known.kind === 'accepted' ? { ...known, replay: true } : known;
}

/**
 * 53 bits of a quick mix (cyrb53). Two keys that share one, by chance or by somebody's will, only cost a look into the
 * store: nothing here has to be hard to forge.
 */
function fingerprint(id: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < id.length; i += 1) {
    const code = id.charCodeAt(i);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
