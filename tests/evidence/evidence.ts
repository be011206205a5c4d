import { Publisher } from '../../server/application/publisher.ts';
import type { Committed } from '../../server/event-log/commit/committed.ts';
import { factOf } from '../../server/event-log/commit/hash-chain.ts';
import type { LogState, LogType } from '../../server/event-log/log-type.ts';
import { streamRules } from '../../server/market/market.ts';
import type { Publication } from '../../server/ports/publication.ts';
import type { MarketBatch } from '../../server/ports/rows.ts';
import { SHOP_LOG, shopRules } from '../../server/shop/shop.ts';
import { simulate } from '../simulation/simulation.ts';
import { plainText } from './plain.ts';

/** All that the program makes of one log, as lines of text by the file that they are kept in. */
export type Evidence = Map<string, string[]>;

/**
 * What the program makes of every log of a simulated world: its facts as they are stored, keys, refusals, rows of each
 * batch, what is published of it, the deadlines after it, and the state in the end. Two programs that behave alike leave
 * the same lines.
 */
export async function evidenceOf(seed: number): Promise<Evidence> {
  const batches: MarketBatch[] = [];
  const { violations, hash } = await simulate(seed, {
    onBatch: (batch) => batches.push(structuredClone(batch)),
  });
  const found: Evidence = new Map([['world', [plainText({ seed, hash, violations })]]]);
  const logIds = [...new Set(batches.map(({ logId }) => logId))].sort();
  for (const logId of logIds) {
    const ofTheLog = batches.filter((batch) => batch.logId === logId);
    if (logId === SHOP_LOG) gather(found, logId, shopRules, ofTheLog, () => null);
    else {
      const publisher = new Publisher();
      gather(found, logId, streamRules, ofTheLog, (committed) => flat(publisher.publication(committed)));
    }
  }
  return found;
}

/** The parts of the console under the names that older evidence has. */
function flat({ console, ...rest }: Publication): unknown {
  const { items: consoleItems, orders: consoleOrders, vouchers: consoleVouchers, ...others } = console;
  return { ...rest, ...others, consoleItems, consoleOrders, consoleVouchers };
}

function gather<State extends LogState, Fact extends { type: string }>(
  found: Evidence,
  logId: string,
  rules: LogType<State, Fact>,
  batches: readonly MarketBatch[],
  published: (committed: Committed<State, Fact>) => unknown,
): void {
  const state = rules.empty(logId);
  const lines = (file: string) => {
    const path = `${logId}-${file}`;
    const kept = found.get(path) ?? [];
    found.set(path, kept);
    return kept;
  };
  for (const batch of batches) {
    const changeSet = rules.gather(state);
    for (const stored of batch.facts) {
      const stamp = { seq: stored.seq, atMs: stored.atMs };
      const fact = factOf<Fact>(stored);
      rules.apply(state, fact, stamp);
      changeSet.note(state, fact, stamp);
      lines('facts').push(`${stored.hash} ${stored.body}`);
      lines('deadlines').push(plainText([stored.seq, rules.deadlinesOf(state, fact)]));
    }
    const { from, to, effects } = batch;
    const { refusals, rows } = effects;
    const keys = batch.keys.map(({ actorId: buyerId, ...rest }) => ({ buyerId, ...rest }));
    lines('answers').push(plainText({ from, to, keys, refusals }));
    lines('rows').push(plainText({ to, rows }));
    const { history, atMs, hash, isOpen, owner } = batch;
    const head = { logId, kind: rules.kind, history, seq: to, atMs, hash, isOpen, owner };
    lines('publications').push(plainText(published({ from, head, state, changeSet, isOwn: true })));
  }
  lines('state').push(plainText(state));
  lines('all-deadlines').push(plainText(rules.allDeadlines(state)));
}
