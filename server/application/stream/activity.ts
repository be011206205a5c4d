import {
  ACTIVITY_PAGE,
  type ActivityEntry,
  type ActivityPage,
  type ActivityQuery,
  MAX_ACTIVITY_PAGE,
  MAX_ACTIVITY_ROWS,
} from '../../../shared/contract/activity.ts';
import type { Ack } from '../../../shared/contract/answer.ts';
import { isChatAct } from '../../../shared/contract/chat-acts.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { chatLogOf } from '../../chat/chat.ts';
import type { ChatFact } from '../../chat/facts.ts';
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
import { chatActTold, chatActTypes, chatAtFirst, wholeChatActs } from './chat-acts-told.ts';

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
  type: ActivityEntry['type'];
  by: By;
  told: ActTold;
}

/** Acts of a log before a place, newest first, and the place before which there may be more. */
interface Read {
  acts: Act[];
  next: number | null;
  /** Nothing of the log that was not read is newer. */
  boundMs: number;
}

/** The names that a stream has for what acts are about. */
interface Known {
  currency: string;
  items: ReadonlyMap<number, { name: string; nameEn?: string }>;
  flashes: ReadonlyMap<string, number>;
  people: readonly string[];
}

/**
 * What was done on a stream and in its chat, newest first (A2): who, when, on which device, the old beside the new; the logs are
 * read and not woken. For its host and operators; FORBIDDEN to who helps, NOT_FOUND to everybody else.
 * @param mostFacts how far back one page looks in each log
 * @param withChat whether the chat's acts stand among it
 */
export async function streamActivity(
  deps: Deps,
  actor: StaffActor,
  streamId: string,
  { staffId, before, chatBefore, limit = ACTIVITY_PAGE }: ActivityQuery,
  mostFacts = MAX_FACTS,
  withChat = true,
): Promise<Ack<ActivityPage>> {
  const known = await knownOf(deps, actor, streamId);
  if ('refused' in known) return known.refused;
  const asked = { staffId, limit, mostFacts };
  const ofStream = await readActs(deps, streamId, { ...asked, before });
  const ofChat = withChat
    ? await readActs(deps, chatLogOf(streamId), { ...asked, before: chatBefore })
    : { acts: [], next: null, boundMs: -1 };
  const cutMs = Math.max(ofStream.boundMs, ofChat.boundMs);
  const shown = [...ofStream.acts, ...ofChat.acts]
    .filter(({ atMs }) => atMs >= cutMs)
    .sort((one, other) => other.atMs - one.atMs)
    .slice(0, limit);
  const next = nextOf(ofStream, shown);
  const chatNext = nextOf(ofChat, shown);
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
  const isLast = next === null && chatNext === null;
  return {
    ...{ ok: true, currency: known.currency, entries, people },
    // A log that is read to its end has nothing before its first fact.
    ...(isLast ? { next } : { next: next ?? 1, ...(withChat && { chatNext: chatNext ?? 1 }) }),
  };
}

/** Where the next page goes on in a log: before the last act that this one shows, else where reading ended. */
function nextOf({ acts, next }: Read, shown: readonly Act[]): number | null {
  const last = acts.findLastIndex((act) => shown.includes(act));
  if (last === acts.length - 1) return next;
  return last < 0 ? acts[0]!.seq + 1 : acts[last]!.seq;
}

/** Acts of a log before a place, one more than a page has at most. */
async function readActs(
  deps: Deps,
  logId: string,
  asked: { staffId: string | undefined; before: number | undefined; limit: number; mostFacts: number },
): Promise<Read> {
  const { staffId, before, limit, mostFacts } = asked;
  const head = await deps.store.head(logId);
  const acts: Act[] = [];
  let until = Math.min((before ?? Number.MAX_SAFE_INTEGER) - 1, head?.seq ?? 0);
  const end = Math.max(0, until - mostFacts);
  for (let facts = FIRST_FACTS; until > end && acts.length <= limit; facts *= WIDENS) {
    const from = Math.max(end, until - Math.min(facts, FACTS_AT_ONCE));
    acts.push(...(await actsIn(deps, logId, from, until, staffId)).reverse());
    until = from;
  }
  const last = acts[limit - 1];
  if (acts.length > limit && last) return { acts: acts.slice(0, limit), next: last.seq, boundMs: last.atMs };
  if (until <= 0) return { acts, next: null, boundMs: -1 };
  const [first] = await deps.store.factsAfter(logId, until, 1);
  return { acts, next: until + 1, boundMs: first?.atMs ?? -1 };
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
  let from: Pick<ActivityQuery, 'before' | 'chatBefore'> = {};
  while (entries.length < MAX_ACTIVITY_ROWS) {
    const asked = { limit: MAX_ACTIVITY_PAGE, ...(staffId && { staffId }), ...from };
    const page = await streamActivity(deps, actor, streamId, asked);
    if (!page.ok) return page;
    entries.push(...page.entries);
    currency = page.currency;
    if (page.next === null) break;
    from = { before: page.next, ...(page.chatNext !== undefined && { chatBefore: page.chatNext }) };
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
  logId: string,
  afterSeq: number,
  untilSeq: number,
  staffId: string | undefined,
): Promise<Act[]> {
  const ids = [staffId ?? '"staffId"'];
  const types = [...staffFactTypes, ...chatActTypes];
  const question = { logId, afterSeq, untilSeq, ids, types, limit: FACTS_AT_ONCE };
  const stored = await readers.factsNaming(question);
  return stored.flatMap((each) => {
    const { seq, atMs } = each;
    const act = actOf(factOf<StreamFact | ChatFact>(each), atMs);
    if (!act || (staffId !== undefined && act.by.staffId !== staffId)) return [];
    return [{ seq, atMs, ...act }];
  });
}

/** An act as its fact says it; null: nobody of the staff did it. */
function actOf(fact: StreamFact | ChatFact, atMs: number): Pick<Act, 'type' | 'by' | 'told'> | null {
  const { type } = fact;
  if (isChatAct(type)) {
    const by = ('by' in fact && fact.by) || null;
    return by && { type, by, told: chatActTold(fact as ChatFact, atMs) };
  }
  const ofStream = fact as StreamFact;
  const by = actorIn(ofStream);
  return by && { type: ofStream.type, by, told: toldOf(ofStream) };
}

/** What was said whole before each act that says something whole, by its place. */
async function priorsOf({ store }: Deps, streamId: string, acts: readonly Act[]) {
  const priors = new Map<Act, NonNullable<ActTold['whole']>['values']>();
  const logs = [
    { logId: streamId, types: wholeFactTypes, isChat: false },
    { logId: chatLogOf(streamId), types: wholeChatActs, isChat: true },
  ];
  for (const { logId, types, isChat } of logs) {
    const asked = new Map(
      acts.flatMap((act) =>
        act.told.whole && isChatAct(act.type) === isChat ? [[act.seq, act] as const] : [],
      ),
    );
    if (asked.size === 0) continue;
    const last = new Map(isChat ? chatAtFirst : []);
    for (const each of await store.factsAfter(logId, 0, MAX_WHOLE, types)) {
      const whole = actOf(factOf<StreamFact | ChatFact>(each), each.atMs)?.told.whole;
      if (!whole) continue;
      const before = last.get(whole.about);
      const act = asked.get(each.seq);
      if (before && act) priors.set(act, before);
      last.set(whole.about, whole.values);
    }
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
  act: Act,
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
  const { seq, atMs, type, by, told } = act;
  const { itemNumber = known.flashes.get(told.flashId ?? ''), whole, changes = [] } = told;
  const item = itemNumber === undefined ? undefined : known.items.get(itemNumber);
  const who = staff.get(by.staffId);
  const order = orders.get(told.orderId ?? '');
  const whom = told.staffId === undefined ? undefined : staff.get(told.staffId);
  return {
    ...{ seq, atMs, type },
    by: {
      ...{ staffId: by.staffId, device: by.device },
      ...(who && { name: who.name, ...secondNames({ nameEn: who.nameEn }), role: who.role }),
    },
    ...(itemNumber !== undefined && item && { item: { itemNumber, ...item } }),
    ...(order !== undefined && { order }),
    ...(whom && { whom: whom.name, ...(whom.nameEn && { whomEn: whom.nameEn }) }),
    changes: whole ? changedValues(priors.get(act), whole.values) : changes,
  };
}
