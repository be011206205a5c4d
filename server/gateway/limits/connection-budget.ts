import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import { Bucket } from './bucket.ts';
import { CommandGate } from './command-gate.ts';
import { bucketSize } from './table.ts';

/** What one connection may cost, whatever it does: who leaves a namespace and comes again gets nothing anew. */
export interface ConnectionBudget {
  /** Everything that is sent: joining, leaving, commands, and what nobody can use. */
  readonly gate: CommandGate;
  /** Each hello costs a snapshot. */
  readonly hellos: Bucket;
  /** Each joining of a namespace costs a look at who that is. */
  readonly joins: Bucket;
  /** Namespaces that it is being let into. */
  readonly joining: Set<string>;
  /** Namespaces that it is in. */
  members: number;
}

export interface ConnectionBudgets {
  /** @param connection Engine.IO's, which stays the same whatever is joined and left on it */
  of(connection: object): ConnectionBudget;
}

export function connectionBudgets(
  limits: Pick<Limits, 'commandsPerSecond' | 'hellosPerMinute' | 'joinsPerMinute'>,
  clock: Pick<Clock, 'nowMs'>,
): ConnectionBudgets {
  const budgets = new WeakMap<object, ConnectionBudget>();

  return {
    of(connection) {
      const known = budgets.get(connection);
      if (known) return known;
      const nowMs = clock.nowMs();
      const budget = {
        gate: new CommandGate(nowMs, limits),
        hellos: new Bucket(bucketSize('hellos', limits), nowMs),
        joins: new Bucket(bucketSize('joins', limits), nowMs),
        joining: new Set<string>(),
        members: 0,
      };
      budgets.set(connection, budget);
      return budget;
    },
  };
}

/** Whether a connection may join a namespace now; takes what that costs. @returns why not, or null; `abused` ends it */
export function whyNotJoin(
  { gate, joins, joining }: ConnectionBudget,
  namespace: string,
  nowMs: number,
): Refusal | 'abused' | null {
  const verdict = gate.take(nowMs);
  if (verdict === 'abused') return 'abused';
  if (verdict === 'refused') return { code: 'RATE_LIMITED', retryAfterMs: gate.retryAfterMs };
  const waitMs = joins.take(nowMs);
  if (waitMs > 0) return { code: 'RATE_LIMITED', retryAfterMs: waitMs };
  // One that is let in twice at once could be spoken to in one place only.
  return joining.has(namespace) ? { code: 'BAD_REQUEST' } : null;
}
