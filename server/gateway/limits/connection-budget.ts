import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import { Bucket } from './bucket.ts';
import { CommandGate } from './command-gate.ts';
import { bucketSize } from './table.ts';

/** The budget of one connection. It outlives its namespaces, so leaving and joining again refills nothing. */
export interface ConnectionBudget {
  /** The rate of all messages: joins, leaves, commands and unreadable ones. */
  readonly gate: CommandGate;
  /** The rate of hellos, each of which costs a snapshot, and of asks for another chat, which cost it whole. */
  readonly hellos: Bucket;
  /** The rate of namespace joins, each of which costs an identity look-up. */
  readonly joins: Bucket;
  /** Namespaces whose admission is under way. */
  readonly joining: Set<string>;
  /** The number of namespaces that it is in. */
  members: number;
}

export interface ConnectionBudgets {
  /** @param connection the Engine.IO connection, which outlives the namespaces joined on it */
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

/** Whether a connection may join a namespace now; takes the tokens. @returns why not, or null; `abused` ends it */
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
  // A second join of one namespace would leave the first without frames.
  return joining.has(namespace) ? { code: 'BAD_REQUEST' } : null;
}
