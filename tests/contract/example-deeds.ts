import { mergeBuyers } from '../../server/market/account/merge.ts';
import type { BuyerCommand, StaffCommand } from '../../server/market/command-spec.ts';
import { rightsOn } from '../../server/market/kernel/authority.ts';
import type { Decision } from '../../server/market/kernel/decision.ts';
import { type Invalidated, nothingInvalidated } from '../../server/market/kernel/invalidated.ts';
import { changesBy, commands, invalidate } from '../../server/market/market.ts';
import { askedExamples } from '../../server/tools/docs/api-docs/examples.ts';
import { MOMENT_MS } from '../../server/tools/docs/api-docs/sample-forms.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { consoleCommands, liveCommands } from '../../shared/protocol.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct, Market, type ProductStory } from '../builders/market.ts';

type Command = BuyerCommand | StaffCommand;
/** A rule without the types of what it takes: an example was parsed, and what is looked up is the same for all. */
type AnyRule = (state: unknown, request: unknown, by: unknown) => Decision<object>;

/** What the log of a stream does not know by itself, as it is for most who ask. */
const lookedUp = {
  isNewInShop: false,
  phoneTag: null,
  country: null,
  joinedAtMs: null,
  receiptAtMs: null,
  recentLowMinor: null,
  rehearsed: null,
  lookedUp: null,
  orderIds: [],
  orders: new Map(),
  keyHash: 'a'.repeat(64),
  transferId: 'in-9',
  good: {
    productId: idOf(910_009),
    producerId: 'producer-Ma',
    producer: 'Ma',
    name: 'melon',
    origin: 'Jianchuan',
    grams: 500,
    picture: '',
    priceMinor: 1_990,
    currency: 'CNY',
    floorMinor: 1,
    isPerishable: false,
  },
};

/** What viewers are told because of each command's examples. */
export interface Deed {
  command: Command;
  /** Why the market said no; null: it was accepted. */
  refused: string | null;
  changes: Change[];
}

const MONTH = 30 * 24 * 3_600_000;
/** Who asks, and whom he becomes when all is done (B2). */
const BUYER = idOf(920_000);
const OTHER = idOf(920_001);

/**
 * Sends every example that the contract has of a command to a stream of its own that is live, and to one that is not yet, and
 * lets an hour pass; then the buyer becomes another. An example's moment is now. The market's own rules decide, so a
 * capability that is entered in the lists is tried here without being named.
 */
export function exampleDeeds(): Deed[] {
  return (Object.keys(commands) as Command[]).flatMap((command) => {
    const { request } = { ...liveCommands, ...consoleCommands }[command];
    return askedExamples(command, request).flatMap(({ value }) =>
      [aLiveStream, aStreamToCome].map((open) => deedOf(command, request.parse(value), open)),
    );
  });
}

const aStreamToCome = (...goods: ProductStory[]) => new Market(goods);

function deedOf(command: Command, example: object, open: (...goods: ProductStory[]) => Market): Deed {
  const goods = ['potato', 'walnut', 'honey', 'tea', 'plum', 'chilli', 'mushroom', 'ham'];
  const market = open(...goods.map((name) => aProduct(name)));
  const { bench, host } = market;
  const request = movedBy(bench.nowMs - MOMENT_MS, example) as object;
  const changes: Change[] = [];
  bench.onFact = (fact) => {
    const touched: Invalidated = nothingInvalidated();
    invalidate(touched, bench.state, fact);
    changes.push(...changesBy(bench.state, touched));
  };
  const rights = rightsOn(bench.state, { staffId: bench.state.hostId, role: 'host' });
  const told = { ...lookedUp, by: host.by, rights, buyerId: BUYER, isPracticeOff: false };
  const rule = commands[command].decide as AnyRule;
  const send = (asked: object) =>
    bench.send((state, when) => rule(state, asked, { ...when, ...told })).outcome;
  let outcome = send(request);
  // An example was written for another stream: asked again on the version and at the price of this one, as a page does.
  if (outcome.kind === 'refused' && outcome.refusal.code === 'STALE_VERSION') {
    outcome = send({ ...request, version: outcome.refusal.version });
  }
  if (outcome.kind === 'refused' && outcome.refusal.code === 'PRICE_CHANGED') {
    outcome = send({ ...request, flashId: null, seenPriceMinor: outcome.refusal.nowMinor });
  }
  market.passes(3_600_000);
  bench.send((state, when) => mergeBuyers(state, { fromId: BUYER, intoId: OTHER }, when));
  return { command, refused: outcome.kind === 'refused' ? outcome.refusal.code : null, changes };
}

/** Whatever is a time of the day that examples are of, so much later. */
function movedBy(ms: number, value: unknown): unknown {
  if (typeof value === 'number') return Math.abs(value - MOMENT_MS) < MONTH ? value + ms : value;
  if (Array.isArray(value)) return value.map((each) => movedBy(ms, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, movedBy(ms, each)]));
}
