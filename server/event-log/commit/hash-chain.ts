import { hash } from 'node:crypto';
import { FORMAT } from '../../lib/format.ts';
import type { StoredFact } from '../ports/store.ts';
import { sortedJson } from './sorted-json.ts';

/** The hash before the first fact. */
export const ZERO_HASH = '0'.repeat(64);

/**
 * The stored text of a fact, which is hashed: canonical JSON of log (`stream`), history, place, time, type and body.
 * The hash chains it to the fact before: sha256(previous hash ‖ text), hex.
 */
export function storedFact(
  log: { logId: string; history: string },
  previousHash: string,
  fact: { type: string },
  stamp: { seq: number; atMs: number },
): StoredFact {
  const { type, ...body } = fact;
  const text = sortedJson({
    at: stamp.atMs,
    body,
    history: log.history,
    seq: stamp.seq,
    stream: log.logId,
    type,
    v: FORMAT.log,
  });
  return { ...stamp, type, body: text, hash: chainHash(previousHash, text) };
}

export function chainHash(previousHash: string, text: string): string {
  return hash('sha256', previousHash + text, 'hex');
}

/** The fact of a stored text. */
export function factOf<Fact extends { type: string }>(stored: StoredFact): Fact {
  const { type, body } = JSON.parse(stored.body);
  body.type = type;
  return body;
}
