import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { LogRefusal, Outcome } from '../decision.ts';
import { type Fingerprints, fingerprint, hasFingerprint } from '../ports/fingerprints.ts';
import type { KeyRow } from '../ports/store.ts';
import { FingerprintSet } from './fingerprint-set.ts';

export const RETRY_AFTER_MS = 500;
export const UNAVAILABLE = {
  code: 'UNAVAILABLE',
  retryAfterMs: RETRY_AFTER_MS,
} as const satisfies LogRefusal;

/** The answer of a key, and the hash of its request. */
export interface Answer {
  payloadHash: string;
  outcome: Outcome<unknown>;
}

/** A stored answer, with the reply as text: as objects, replies would take most of a command's memory. */
interface PersistedAnswer {
  payloadHash: string;
  reply: string;
}

/** A refusal in its stored form, beside accepted replies, none of which has this field. */
interface PersistedRefusal {
  refused: { code: string };
}

/** A key in progress. */
interface Running {
  payloadHash: string;
  /** Whether its refusal will be written. */
  isInDoubt: boolean;
  promise: Promise<Outcome<unknown>>;
}

/** A refusal, cached for a time. */
interface Refused extends Answer {
  untilMs: number;
}

/** Time for which a refusal is replayed at least, in ms (I2). */
const REFUSAL_MS = 60_000;
/** Bound of cached answers, the newest; the store has all of them. */
const MAX_PERSISTED = 20_000;
/** Bound of cached refusals: a minute of a rush, since most are stored nowhere else. */
const MAX_REFUSED = 100_000;
const MAX_IN_PROGRESS = 10_000;

/**
 * The idempotency cache (I1–I3): keys in progress, the newest answers, and fingerprints of all stored keys. So a new
 * key needs no look-up.
 */
export class IdempotencyCache {
  private recent = new BoundedMap<string, PersistedAnswer>(MAX_PERSISTED);
  private refused = new BoundedMap<string, Refused>(MAX_REFUSED);
  private readonly running = new Map<string, Running>();
  /** Fingerprints of keys stored before this cache began. */
  private readonly old: Fingerprints;
  private readonly written = new FingerprintSet();

  constructor(old: Fingerprints) {
    this.old = old;
  }

  inProgress(id: string): Running | undefined {
    return this.running.get(id);
  }

  isFull(): boolean {
    return this.running.size >= MAX_IN_PROGRESS;
  }

  begin(id: string, running: Running): void {
    this.running.set(id, running);
    const done = () => this.running.delete(id);
    running.promise.then(done, done);
  }

  known(id: string, steadyMs: number): Answer | undefined {
    const written = this.recent.get(id);
    if (written) return { payloadHash: written.payloadHash, outcome: firstAnswer(written) };
    const refused = this.refused.get(id);
    return refused && refused.untilMs > steadyMs ? refused : undefined;
  }

  /** False: the store has no answer of the key. True: it probably has. */
  mayBePersisted(id: string): boolean {
    const print = fingerprint(id);
    return this.written.has(print) || hasFingerprint(this.old, print);
  }

  /** Notes keys that other nodes answered. */
  notePersisted(prints: Fingerprints): void {
    for (const print of prints) this.written.add(print);
  }

  /** Caches a stored answer. @param answer with the reply in its stored form */
  keepPersisted(id: string, { payloadHash, reply }: PersistedAnswer): void {
    this.written.add(fingerprint(id));
    this.refused.delete(id);
    this.recent.set(id, { payloadHash, reply });
  }

  /** Forgets all answers after a divergence: only the store knows which remain (C24). */
  forget(): void {
    this.recent = new BoundedMap(MAX_PERSISTED);
    this.refused = new BoundedMap(MAX_REFUSED);
  }

  keepRefused(id: string, payloadHash: string, outcome: Outcome<unknown>, steadyMs: number): void {
    this.refused.set(id, { payloadHash, outcome, untilMs: steadyMs + REFUSAL_MS });
  }
}

/** The name of a key in its log: keys belong to one actor (I1). */
export function keyName(actorId: string, key: string): string {
  return `${actorId} ${key}`;
}

/** The first answer of a key, from its stored text. */
export function firstAnswer<Reply>({ reply }: Pick<KeyRow, 'reply'>): Outcome<Reply> {
  const written = JSON.parse(reply) as Reply | PersistedRefusal;
  if (!isPersistedRefusal(written)) return { kind: 'accepted', reply: written, replay: true };
  const { refused: refusal, ...rest } = written;
  return { kind: 'refused', refusal, ...rest };
}

/** A refusal in the form that `firstAnswer` reads. */
export function persistedRefusal(outcome: Extract<Outcome<never>, { kind: 'refused' }>): PersistedRefusal {
  const { kind: _, refusal, ...rest } = outcome;
  return { refused: refusal, ...rest };
}

/** A refusal has a code: an answer may name what it refused among much that it did. */
function isPersistedRefusal(written: unknown): written is PersistedRefusal {
  if (typeof written !== 'object' || written === null || !('refused' in written)) return false;
  const { refused } = written;
  return typeof refused === 'object' && refused !== null && 'code' in refused;
}

/** The answer of a key with the same payload; another payload is KEY_REUSED and has no effect (I1). */
export async function answerIfSame<Reply>(
  knownHash: string,
  payloadHash: string | undefined,
  outcome: Outcome<Reply> | Promise<Outcome<Reply>>,
): Promise<Outcome<Reply>> {
  if (knownHash !== payloadHash) return { kind: 'refused', refusal: { code: 'KEY_REUSED' } };
  const known = await outcome;
  return known.kind === 'accepted' ? { ...known, replay: true } : known;
}
