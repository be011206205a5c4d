import { askedExamples } from '../../server/dev/api-docs/examples.ts';
import { mergeBuyers } from '../../server/market/account/merge.ts';
import type { BuyerCommand, StaffCommand } from '../../server/market/command-spec.ts';
import { rightsOn } from '../../server/market/kernel/authority.ts';
import type { Decision } from '../../server/market/kernel/decision.ts';
import { type Invalidated, nothingInvalidated } from '../../server/market/kernel/invalidated.ts';
import { changesBy, commands, invalidate, publicView } from '../../server/market/market.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { consoleCommands, liveCommands } from '../../shared/protocol.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { Rooms } from '../builders/rooms.ts';
import { Screen } from '../builders/screen.ts';

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
    floorMinor: 1,
    isPerishable: false,
  },
};

/** What viewers are told because of each command's examples. */
export interface Deed {
  command: Command;
  isAccepted: boolean;
  changes: Change[];
  /** Who is shown something new by one of its facts and is not told, or is named by one and has no record. */
  forgotten: string[];
}

/** Who asks, and whom he becomes when all is done (B2). */
const BUYER = idOf(920_000);
const OTHER = idOf(920_001);

/**
 * Sends every example that the contract has of a command to a stream that is live, each to one of its own, and lets an hour
 * pass; then the buyer becomes another. The market's own rules decide, so a capability that is entered in the lists is tried here without being named.
 */
export function exampleDeeds(): Deed[] {
  return (Object.keys(commands) as Command[]).flatMap((command) => {
    const { request } = { ...liveCommands, ...consoleCommands }[command];
    return askedExamples(command, request).map(({ value }) => deedOf(command, request.parse(value)));
  });
}

function deedOf(command: Command, request: object): Deed {
  const goods = ['potato', 'walnut', 'honey', 'tea', 'plum', 'chilli', 'mushroom', 'ham'];
  const market = aLiveStream(...goods.map((name) => aProduct(name)));
  const { bench, host } = market;
  const changes: Change[] = [];
  const forgotten: string[] = [];
  const screen = new Screen(bench.state);
  const rooms = new Rooms(bench.state);
  bench.onFact = (fact) => {
    const touched: Invalidated = nothingInvalidated();
    invalidate(touched, bench.state, fact);
    changes.push(...changesBy(bench.state, touched));
    screen.hears(bench.state, fact);
    const untold = rooms.hears(bench.state, fact);
    if (canonicalJson(screen.cursor.view) !== canonicalJson(publicView(bench.state))) untold.push('viewers');
    forgotten.push(...untold.map((who) => `${who} after ${fact.type}`));
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
  return { command, isAccepted: outcome.kind === 'accepted', changes, forgotten };
}
