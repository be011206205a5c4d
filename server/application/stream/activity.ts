import {
  ACTIVITY_PAGE,
  type ActivityEntry,
  type ActivityPage,
  type ActivityQuery,
  MAX_ACTIVITY_PAGE,
  MAX_ACTIVITY_ROWS,
} from '../../../shared/contract/activity.ts';
import type { Ack } from '../../../shared/contract/answer.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { StreamFact } from '../../market/facts.ts';
import { rightsOn } from '../../market/kernel/authority.ts';
import type { By } from '../../market/kernel/by.ts';
import { notFound, refusalAck } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import {
  type ActTold,
  actorIn,
  changedValues,
  staffFactTypes,
  toldOf,
  wholeFactTypes,
} from './activity-told.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'readers' | 'store' | 'directory'>;

/** Facts that a look goes back over: a few at first, since packing alone fills a page, then more each time. */
const FIRST_FACTS = 500;
const FACTS_AT_ONCE = 10_000;
const WIDENS = 4;
/** Facts that one page goes back over: a log of more is read in several pages. */
const MAX_FACTS = 200_000;
/** Facts that say something whole; a stream has a few dozen. */
const MAX_WHOLE = 2_000;

interface Act {
  seq: number;
  atMs: number;
  fact: StreamFact;
  by: By;
  told: ActTold;
}

/** The names that a stream has for what acts are about. */
interface Known {
  currency: string;
  items: ReadonlyMap<number, { name: string; nameEn?: string }>;
  flashes: ReadonlyMap<string, number>;
  people: readonly string[];
}

/**
 * What was done on a stream, newest first (A2): who, when, on which device, the old beside the new; the log is read and not
 * woken. For its host and operators; FORBIDDEN to who helps, NOT_FOUND to everybody else.
 * @param mostFacts how far back one page looks
 */
export async function streamActivity(
  deps: Deps,
  actor: StaffActor,
  streamId: string,
  { staffId, before, limit = ACTIVITY_PAGE }: ActivityQuery,
  mostFacts = MAX_FACTS,
): Promise<Ack<ActivityPage>> {
  const known = await knownOf(deps, actor, streamId);
  if ('refused' in known) return known.refused;
  const head = await deps.store.head(streamId);
  const acts: Act[] = [];
  let until = Math.min((before ?? Number.MAX_SAFE_INTEGER) - 1, head?.seq ?? 0);
  const last = Math.max(0, until - mostFacts);
  for (let facts = FIRST_FACTS; until > last && acts.length <= limit; facts *= WIDENS) {
    const from = Math.max(last, until - Math.min(facts, FACTS_AT_ONCE));
    acts.push(...(await actsIn(deps, streamId, from, until, staffId)).reverse());
    until = from;
  }
  const shown = acts.slice(0, limit);
  // What was not shown begins the next page; else whatever is left of the log does.
  const next = acts.length > limit ? (shown.at(-1)?.seq ?? null) : until > 0 ? until + 1 : null;
  const staff = await staffNamed(deps, [
    ...known.people,
    ...shown.flatMap(({ by, told }) => [by.staffId, told.staffId ?? by.staffId]),
  ]);
  const priors = await priorsOf(deps, streamId, shown);
  const orders = await ordersOf(deps, streamId, shown);
  const entries = shown.map((act) => entryOf(act, known, { staff, priors, orders }));
  const people = [...staff].map(([id, { name, nameEn }]) => ({
    staffId: id,
    name,
    ...secondNames({ nameEn }),
  }));
  return { ok: true, currency: known.currency, entries, next, people };
}

/** The same without an end, page after page, for a table; at most `MAX_ACTIVITY_ROWS`. */
export async function allActivity(
  deps: Deps,
  actor: StaffActor,
  streamId: string,
  { staffId }: Pick<ActivityQuery, 'staffId'>,
): Promise<Ack<{ currency: string; entries: ActivityEntry[] }>> {
  const entries: ActivityEntry[] = [];
  let currency = '';
  for (let before: number | undefined; entries.length < MAX_ACTIVITY_ROWS; ) {
    const asked = {
      limit: MAX_ACTIVITY_PAGE,
      ...(staffId && { staffId }),
      ...(before !== undefined && { before }),
    };
    const page = await streamActivity(deps, actor, streamId, asked);
    if (!page.ok) return page;
    entries.push(...page.entries);
    currency = page.currency;
    if (page.next === null) break;
    before = page.next;
  }
  return { ok: true, currency, entries: entries.slice(0, MAX_ACTIVITY_ROWS) };
}

async function knownOf({ engines }: Deps, actor: StaffActor, streamId: string) {
  const engine = await engines.stream(streamId);
  const known = await engine?.read((state) => ({
    rights: rightsOn(state, actor),
    currency: state.currency,
    items: new Map(
      [...state.items].map(([number, { name, nameEn }]) => [number, { name, ...(nameEn && { nameEn }) }]),
    ),
    flashes: new Map([...state.flashes].map(([id, { itemNumber }]) => [id, itemNumber])),
    people: [state.hostId, ...state.assistants.keys()],
  }));
  if (!known?.rights) return { refused: notFound() };
  if (!known.rights.isHost) return { refused: refusalAck({ code: 'FORBIDDEN' }) };
  return known;
}

/** Acts of a part of a log, in order. A person is asked for by the id as it stands in what the log keeps. */
async function actsIn(
  { readers }: Deps,
  streamId: string,
  afterSeq: number,
  untilSeq: number,
  staffId: string | undefined,
): Promise<Act[]> {
  const ids = [staffId ?? '"staffId"'];
  const question = { logId: streamId, afterSeq, untilSeq, ids, types: staffFactTypes, limit: FACTS_AT_ONCE };
  const stored = await readers.factsNaming(question);
  return stored.flatMap((each) => {
    const fact = factOf<StreamFact>(each);
    const by = actorIn(fact);
    if (!by || (staffId !== undefined && by.staffId !== staffId)) return [];
    return [{ seq: each.seq, atMs: each.atMs, fact, by, told: toldOf(fact) }];
  });
}

/** What was said whole before each act that says something whole, by its place. */
async function priorsOf({ store }: Deps, streamId: string, acts: readonly Act[]) {
  const asked = acts.filter(({ told }) => told.whole);
  const priors = new Map<number, NonNullable<ActTold['whole']>['values']>();
  if (asked.length === 0) return priors;
  const last = new Map<string, NonNullable<ActTold['whole']>['values']>();
  const seqs = new Set(asked.map(({ seq }) => seq));
  for (const each of await store.factsAfter(streamId, 0, MAX_WHOLE, wholeFactTypes)) {
    const { whole } = toldOf(factOf<StreamFact>(each));
    if (!whole) continue;
    const before = last.get(whole.about);
    if (before && seqs.has(each.seq)) priors.set(each.seq, before);
    last.set(whole.about, whole.values);
  }
  return priors;
}

/** The references of orders that acts were about. */
async function ordersOf({ readers, engines }: Deps, streamId: string, acts: readonly Act[]) {
  const ids = new Set(acts.flatMap(({ told }) => told.orderId ?? []));
  const found = await Promise.all(
    [...ids].map(async (orderId) => {
      const order = await readers.orderById(orderId);
      return order ? ([[orderId, engines.referenceOf(streamId, order.order.number)]] as const) : [];
    }),
  );
  return new Map(found.flat());
}

/** Those who work here by their ids; who was taken off the team is left out. */
export async function staffNamed(
  { directory }: Pick<ApplicationDeps, 'directory'>,
  staffIds: readonly string[],
) {
  const found = await Promise.all([...new Set(staffIds)].map((staffId) => directory.staffById(staffId)));
  return new Map(found.flatMap((each) => (each ? [[each.staffId, each] as const] : [])));
}

function entryOf(
  { seq, atMs, fact, by, told }: Act,
  known: Known,
  {
    staff,
    priors,
    orders,
  }: {
    staff: Awaited<ReturnType<typeof staffNamed>>;
    priors: Awaited<ReturnType<typeof priorsOf>>;
    orders: Awaited<ReturnType<typeof ordersOf>>;
  },
): ActivityEntry {
  const { itemNumber = known.flashes.get(told.flashId ?? ''), whole, changes = [] } = told;
  const item = itemNumber === undefined ? undefined : known.items.get(itemNumber);
  const who = staff.get(by.staffId);
  const order = orders.get(told.orderId ?? '');
  const whom = told.staffId === undefined ? undefined : staff.get(told.staffId);
  return {
    ...{ seq, atMs, type: fact.type },
    by: {
      ...{ staffId: by.staffId, device: by.device },
      ...(who && { name: who.name, ...secondNames({ nameEn: who.nameEn }), role: who.role }),
    },
    ...(itemNumber !== undefined && item && { item: { itemNumber, ...item } }),
    ...(order !== undefined && { order }),
    ...(whom && { whom: whom.name, ...(whom.nameEn && { whomEn: whom.nameEn }) }),
    changes: whole ? changedValues(priors.get(seq), whole.values) : changes,
  };
}
