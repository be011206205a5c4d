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

/** What a key was answered, and the hash of what it asked. */
export interface Answer {
  payloadHash: string;
  outcome: Outcome<unknown>;
}

/** As text: of all that a command leaves in memory its answer would be the most, if it were kept as objects. */
interface PersistedAnswer {
  payloadHash: string;
  reply: string;
}

/** A refusal as the store keeps it, beside the replies of what was accepted: none of them has this name in it. */
interface PersistedRefusal {
  refused: { code: string };
}

/** A key that is being worked on. */
interface Running {
  payloadHash: string;
  /** A no will be written. */
  isInDoubt: boolean;
  promise: Promise<Outcome<unknown>>;
}

/** Kept a while only. */
interface Refused extends Answer {
  untilMs: number;
}

/** I2: a refusal is replayed for at least this long. */
const REFUSAL_MS = 60_000;
/** The newest answers of the store that are kept in memory; the store has them all, for ever. */
const MAX_PERSISTED = 20_000;
/** Most refusals are nowhere else: there is room for a minute of a rush. */
const MAX_REFUSED = 100_000;
const MAX_IN_PROGRESS = 10_000;

/**
 * The memory of keys (I1–I3): what is in progress, the newest answers, and which keys have one in the store, as
 * short prints, so that a fresh key costs no look there.
 */
export class IdempotencyCache {
  private recent = new BoundedMap<string, PersistedAnswer>(MAX_PERSISTED);
  private refused = new BoundedMap<string, Refused>(MAX_REFUSED);
  private readonly running = new Map<string, Running>();
  /** Of keys that had their answer in the store before this began. */
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

  /** False: the store certainly has no answer to it. True: it probably has. */
  mayBePersisted(id: string): boolean {
    const print = fingerprint(id);
    return this.written.has(print) || hasFingerprint(this.old, print);
  }

  /** Others answered these keys. */
  notePersisted(prints: Fingerprints): void {
    for (const print of prints) this.written.add(print);
  }

  /** @param answer with the reply as the store keeps it */
  keepPersisted(id: string, { payloadHash, reply }: PersistedAnswer): void {
    this.written.add(fingerprint(id));
    this.refused.delete(id);
    this.recent.set(id, { payloadHash, reply });
  }

  /** Answers may be among what the log lost: only the store knows which still stand (C24). */
  forget(): void {
    this.recent = new BoundedMap(MAX_PERSISTED);
    this.refused = new BoundedMap(MAX_REFUSED);
  }

  keepRefused(id: string, payloadHash: string, outcome: Outcome<unknown>, steadyMs: number): void {
    this.refused.set(id, { payloadHash, outcome, untilMs: steadyMs + REFUSAL_MS });
  }
}

/** The name of a key in its log: keys are an actor's own (I1). */
export function keyName(actorId: string, key: string): string {
  return `${actorId} ${key}`;
}

/** The first answer of a key, out of its text. */
export function firstAnswer<Reply>({ reply }: Pick<KeyRow, 'reply'>): Outcome<Reply> {
  const written = JSON.parse(reply) as Reply | PersistedRefusal;
  if (!isPersistedRefusal(written)) return { kind: 'accepted', reply: written, replay: true };
  const { refused: refusal, ...rest } = written;
  return { kind: 'refused', refusal, ...rest };
}

/** A refusal as `firstAnswer` reads it back. */
export function persistedRefusal(outcome: Extract<Outcome<never>, { kind: 'refused' }>): PersistedRefusal {
  const { kind: _, refusal, ...rest } = outcome;
  return { refused: refusal, ...rest };
}

function isPersistedRefusal(written: unknown): written is PersistedRefusal {
  return typeof written === 'object' && written !== null && 'refused' in written;
}

/** The answer of a key whose payload is the same; another payload is KEY_REUSED and has no effect (I1). */
export async function answerIfSame<Reply>(
  knownHash: string,
  payloadHash: string | undefined,
  outcome: Outcome<Reply> | Promise<Outcome<Reply>>,
): Promise<Outcome<Reply>> {
  if (knownHash !== payloadHash) return { kind: 'refused', refusal: { code: 'KEY_REUSED' } };
  const known = await outcome;
  return known.kind === 'accepted' ? { ...known, replay: true } : known;
}
