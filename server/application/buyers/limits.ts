import type { Ack } from '../../../shared/contract/answer.ts';
import {
  type BuyerLimitView,
  type LiftLimitRequest,
  type LimitAct,
  type LimitBuyerRequest,
  MAX_LIMITS_TOLD,
} from '../../../shared/contract/office-buyers.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { StoredFact } from '../../event-log/ports/store.ts';
import { LATE, timerOf, within } from '../../lib/deadline.ts';
import { type Soon, whenHere } from '../../lib/soon.ts';
import type { Restriction } from '../../market/kernel/restricted.ts';
import { liftLimit, limitBuyer, limitOf } from '../../shop/buyer-limits.ts';
import { SHOP_LOG } from '../../shop/shop.ts';
import type { BuyerLimit, ShopFact, ShopState } from '../../shop/state.ts';
import { calledBy } from '../account/called-by.ts';
import { ackOf } from '../ack.ts';
import type { BuyerActor, StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { keyOf } from '../key-of.ts';
import { staffNamed } from '../stream/activity.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'clock'>;

/** An add waits so long for a shop that is writing, in ms: then what was known last counts. */
const MAX_WAIT_MS = 100;
/** Limits that a list marks: the newest; each buyer's own page says it in any case. */
const MAX_SHOWN = 500;
/** Facts of the shop that one look for a buyer's limits goes through, a few milliseconds of the store's, and how many looks. */
const FACTS_AT_ONCE = 10_000;
const LOOKS = 5;
const LIMIT_FACTS = ['buyer_limited', 'buyer_limit_lifted'] as const;

/** Whom the shop limits, and whom they may ask, at one place of its log. */
interface KnownLimits extends Pick<ShopState, 'limits'> {
  seq: number;
  contact: string;
}

const known = new WeakMap<Deps['engines'], KnownLimits>();
/** What is being asked now: taps of a crowd wait for one answer. */
const asked = new WeakMap<Deps['engines'], Promise<KnownLimits | null>>();

/** What the shop decided about somebody (B11), over all ids that are theirs; null: nothing that counts by now. */
export function restrictionOf(deps: Deps, { allIds }: Pick<BuyerActor, 'allIds'>): Soon<Restriction | null> {
  return whenHere(limitsNow(deps), (limits) => {
    const limit = limits && limitOf(limits, allIds, deps.clock.nowMs());
    if (!limit) return null;
    const { untilMs, reason } = limit;
    return { untilMs, reason, ...(limits.contact !== '' && { contact: limits.contact }) };
  });
}

function limitsNow(deps: Deps): Soon<KnownLimits | null> {
  const { engines } = deps;
  const now = engines.shop.readNow((shop) => limitsIn(engines, shop));
  if (now) return now;
  const underWay = asked.get(engines);
  if (underWay) return underWay;
  const asking = askLimits(deps).finally(() => asked.delete(engines));
  asked.set(engines, asking);
  return asking;
}

/** A shop whose log is broken, behind or busy keeps nobody waiting: the limits that were known last count. */
async function askLimits({ engines, clock }: Deps): Promise<KnownLimits | null> {
  const read = engines.shop.read((shop) => limitsIn(engines, shop));
  const told = await within(MAX_WAIT_MS, read, timerOf(clock)).catch((): typeof LATE => LATE);
  return told === LATE ? (known.get(engines) ?? null) : told;
}

/** A copy, since it counts beyond the moment; made once for a shop at one place of its log. */
function limitsIn(engines: Deps['engines'], shop: Readonly<ShopState>): KnownLimits {
  const last = known.get(engines);
  if (last?.seq === shop.seq) return last;
  const { contact = '', complaintPhone = '' } = shop.about?.about ?? {};
  const now = { seq: shop.seq, limits: new Map(shop.limits), contact: complaintPhone || contact };
  known.set(engines, now);
  return now;
}

/** A limit as operators read it, with who set it. */
export async function limitView(
  { engines, directory, clock }: Deps & Pick<ApplicationDeps, 'directory'>,
  allIds: readonly string[],
): Promise<BuyerLimitView | null> {
  const limit = await engines.shop.read((shop) => limitOf(shop, allIds, clock.nowMs()));
  return limit && named(directory, limit);
}

async function named(
  directory: Pick<ApplicationDeps['directory'], 'staffById'>,
  { untilMs, reason, sinceMs, by }: BuyerLimit,
): Promise<BuyerLimitView> {
  const member = await directory.staffById(by.staffId);
  return { untilMs, reason, sinceMs, ...calledBy(member) };
}

/**
 * Limits of a buyer that were set or lifted, the newest first, under any id of theirs, among the last 50,000 facts of the shop.
 * The log is read and not woken.
 */
export async function limitsTold(
  { store, readers, directory }: Pick<ApplicationDeps, 'store' | 'readers' | 'directory'>,
  allIds: readonly string[],
): Promise<LimitAct[]> {
  const head = (await store.head(SHOP_LOG))?.seq ?? 0;
  const facts: StoredFact[] = [];
  for (let look = 0; look < LOOKS && facts.length < MAX_LIMITS_TOLD; look += 1) {
    const untilSeq = head - look * FACTS_AT_ONCE;
    if (untilSeq <= 0) break;
    const afterSeq = Math.max(0, untilSeq - FACTS_AT_ONCE);
    const asked = { logId: SHOP_LOG, afterSeq, untilSeq, ids: allIds, types: LIMIT_FACTS };
    const found = await readers.factsNaming({ ...asked, limit: FACTS_AT_ONCE });
    facts.push(...found.toReversed());
  }
  const acts = facts.slice(0, MAX_LIMITS_TOLD).map((each) => ({
    atMs: each.atMs,
    fact: factOf<Extract<ShopFact, { type: (typeof LIMIT_FACTS)[number] }>>(each),
  }));
  const named = await staffNamed(
    { directory },
    acts.map(({ fact }) => fact.by.staffId),
  );
  return acts.map(({ atMs, fact }) => ({
    ...{ atMs, ...calledBy(named.get(fact.by.staffId)) },
    ...(fact.type === 'buyer_limited' && { untilMs: fact.untilMs, reason: fact.reason }),
  }));
}

/** Until when each limited buyer may not order, by the ids that they are now: they are few beside all others. */
export async function limitsOfBuyers({
  engines,
  directory,
  clock,
}: Deps & Pick<ApplicationDeps, 'directory'>): Promise<ReadonlyMap<string, number>> {
  const nowMs = clock.nowMs();
  const limits = await engines.shop.read((shop) =>
    [...shop.limits].filter(([, { untilMs }]) => untilMs > nowMs).slice(-MAX_SHOWN),
  );
  const until = new Map<string, number>();
  for (const [id, { untilMs }] of limits) {
    const { buyerId } = await directory.identity(id);
    until.set(buyerId, Math.max(untilMs, until.get(buyerId) ?? 0));
  }
  return until;
}

/** Limits a buyer for some days (B11), for an operator. Refusals: NOT_FOUND, BAD_REQUEST. */
export async function limitOneBuyer(
  deps: Deps & Pick<ApplicationDeps, 'directory'>,
  { staffId, device }: StaffActor,
  request: LimitBuyerRequest,
): Promise<Ack<{ limit: BuyerLimitView | null }>> {
  const { buyerId, allIds } = await deps.directory.identity(request.buyerId);
  const { days, reason } = request;
  const outcome = await deps.engines.shop.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [staffId],
    key: keyOf('shop:limit-buyer', request),
    decide: (state, at) =>
      limitBuyer(state, { buyerId, ids: allIds, days, reason }, { atMs: at.atMs, by: { staffId, device } }),
  });
  return withName(deps, ackOf(outcome));
}

/** Lifts what limits a buyer, for an operator. */
export async function liftOneLimit(
  deps: Deps & Pick<ApplicationDeps, 'directory'>,
  { staffId, device }: StaffActor,
  request: LiftLimitRequest,
): Promise<Ack<{ limit: BuyerLimitView | null }>> {
  const { allIds } = await deps.directory.identity(request.buyerId);
  const outcome = await deps.engines.shop.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [staffId],
    key: keyOf('shop:lift-limit', request),
    decide: (state) => liftLimit(state, { ids: allIds }, { by: { staffId, device } }),
  });
  return withName(deps, ackOf(outcome));
}

async function withName(
  { directory }: Pick<ApplicationDeps, 'directory'>,
  ack: Ack<{ limit: BuyerLimit | null }>,
): Promise<Ack<{ limit: BuyerLimitView | null }>> {
  if (!ack.ok) return ack;
  return { ...ack, limit: ack.limit && (await named(directory, ack.limit)) };
}
