import { chainHash, ZERO_HASH } from '../../../server/event-log/commit/hash-chain.ts';
import type { StoredFact } from '../../../server/event-log/ports/store.ts';
import type { StreamFact } from '../../../server/market/facts.ts';
import { canonicalJson } from '../../../shared/values/canonical-json.ts';
import type { PlayedDay } from '../../builders/audit-market.ts';

/** A way into the database past the program: what somebody with access to it could do. */
export interface Hands {
  all<Row>(text: string, ...values: (string | number | null)[]): Promise<Row[]>;
  run(text: string, ...values: (string | number | null)[]): Promise<void>;
}

export interface Scene extends PlayedDay {
  streamId: string;
  facts: StoredFact[];
}

export interface Expected {
  invariant: string;
  seq?: number | null;
  at?: string | RegExp;
  found?: RegExp;
  expected?: RegExp;
}

export interface Corruption {
  name: string;
  /** Does the damage. @returns what has to be said of it */
  plant(hands: Hands, scene: Scene): Promise<Expected>;
}

/** The place of the nth fact of a type. */
export const seqOf = ({ facts }: Scene, type: StreamFact['type'], nth = 0): number =>
  facts.filter((fact) => fact.type === type)[nth]!.seq;

/** Writes another text for a fact and makes every hash after it anew, the head's too: only the rules can find it out. */
export async function rewrite(
  hands: Hands,
  { streamId, facts }: Scene,
  seq: number,
  change: (body: Record<string, unknown>) => void,
) {
  let hash = seq === 1 ? ZERO_HASH : facts[seq - 2]!.hash;
  for (const fact of facts.slice(seq - 1)) {
    let { body } = fact;
    if (fact.seq === seq) {
      const text = JSON.parse(body) as { body: Record<string, unknown> };
      change(text.body);
      body = canonicalJson(text);
    }
    hash = chainHash(hash, body);
    await hands.run(
      'UPDATE fact SET body = ?, hash = ? WHERE log_id = ? AND seq = ?',
      body,
      hash,
      streamId,
      fact.seq,
    );
  }
  await hands.run('UPDATE log_head SET hash = ? WHERE log_id = ?', hash, streamId);
}
