import type { LineFault, Refusal } from '../../shared/contract/refusals.ts';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { hasPrint, type KeyPrints, keyPrint } from '../ports/key-prints.ts';
import type { KeyRow } from '../ports/store.ts';
import { PrintSet } from './print-set.ts';

/** What became of a command. `replay`: the first answer of a repeated key (I2). */
export type Outcome<Reply> =
  | { kind: 'accepted'; reply: Reply; replay: boolean }
  | { kind: 'refused'; refusal: Refusal; lines?: LineFault[] };

export const RETRY_AFTER_MS = 500;
export const UNAVAILABLE = { code: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS } as const satisfies Refusal;

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
 * short prints, so that a fresh key costs no look into the store.
 */
export class Answers {
  private readonly recent = new BoundedMap<string, Accepted>(MAX_ACCEPTED);
  private readonly refused = new BoundedMap<string, Refused>(MAX_REFUSED);
  private readonly running = new Map<string, { payloadHash: string; promise: Promise<Outcome<unknown>> }>();
  /** Of keys that were accepted before this began. */
  private readonly old: KeyPrints;
  private readonly accepted = new PrintSet();

  constructor(old: KeyPrints) {
    this.old = old;
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
    const print = keyPrint(id);
    return this.accepted.has(print) || hasPrint(this.old, print);
  }

  /** Others accepted these keys. */
  noteAccepted(prints: KeyPrints): void {
    for (const print of prints) this.accepted.add(print);
  }

  /** @param answer with the reply as the store keeps it */
  keepAccepted(id: string, { payloadHash, reply }: Accepted): void {
    this.accepted.add(keyPrint(id));
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
