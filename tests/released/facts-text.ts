import type { Head } from '../../server/event-log/ports/store.ts';
import { version } from '../../server/lib/version.ts';
import type { Ledger } from '../../server/ports/ledger.ts';

const MOST_FACTS = 100_000;

/**
 * A module that has a fact of each shape that logs hold, with the types of today. Where a later version asks for a field
 * that this one did not write, or does not know one any more, it does not compile.
 */
export async function factsText(heads: readonly Head[], ledger: Pick<Ledger, 'facts'>): Promise<string> {
  const found = { stream: new Map<string, object>(), shop: new Map<string, object>() };
  for (const { logId, kind } of heads) {
    for (const { type, body } of await ledger.facts(logId, 0, MOST_FACTS)) {
      const fact = { type, ...JSON.parse(body).body };
      found[kind as keyof typeof found].set(shapeOf(fact), fact);
    }
  }
  const list = (facts: Map<string, object>) =>
    JSON.stringify([...facts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact));
  return [
    "import type { StreamFact } from '../../../server/market/facts.ts';",
    "import type { ShopFact } from '../../../server/shop/state.ts';",
    '',
    `/** Facts as version ${version} wrote them, one of each shape. What they say is for ever: see tests/released/main.ts. */`,
    `export const streamFacts: readonly StreamFact[] = ${list(found.stream)};`,
    `export const shopFacts: readonly ShopFact[] = ${list(found.shop)};`,
    '',
  ].join('\n');
}

/** The type of a fact and the names of its fields, at any depth. */
function shapeOf(fact: { type: string }): string {
  const names = new Set<string>();
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const each of value) walk(each, `${path}[]`);
    else if (value !== null && typeof value === 'object') {
      for (const [name, each] of Object.entries(value)) walk(each, `${path}.${name}`);
    } else names.add(`${path}:${value === null ? 'null' : typeof value}`);
  };
  walk(fact, '');
  return `${fact.type} ${[...names].sort().join(' ')}`;
}
