import type { Refusal } from '../../../../shared/contract/refusals.ts';
import type { StaffView } from '../../../../shared/market/account/contract.ts';
import { canonicalJson } from '../../../../shared/values/canonical-json.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import { addressView } from '../../../application/account/address-view.ts';
import { hasOperator } from '../../../application/account/has-operator.ts';
import { isOwnLink } from '../../../application/account/sign-in-token.ts';
import type { BuyerActor } from '../../../application/application.ts';
import { toE164 } from '../../../lib/phone.ts';
import { semaphore } from '../../../lib/semaphore.ts';
import type { StaffRecord } from '../../../ports/directory.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Guests } from '../../guests.ts';
import type { SharedAct, SharedBuckets } from '../../limits/shared-buckets.ts';
import { limitSignIns } from '../../limits/sign-ins.ts';
import { mostOf } from '../../limits/table.ts';
import type { SecurityEvent } from '../../security/security-log.ts';
import type { StaffSessions } from '../../staff-sessions.ts';
import type { Handlers } from '../serve-routes.ts';
import { homeFor } from '../shop/home.ts';
import type { Visitor } from '../visitor.ts';

const CODE_LENGTH = 8;
const CODE_MS = 10 * MINUTE;
const MAX_ADDRESSES = 20;
/** Merges that may wait for those before them; whoever comes then tries again so much later. */
const MAX_MERGES_WAITING = 50;
const MERGES_BUSY_MS = 2_000;
/** A hundred passwords take so long, two at a time. */
const HASHING_BUSY_MS = 3_000;

type AccountRoutes = Pick<
  Handlers,
  | 'me'
  | 'guest'
  | 'signIn'
  | 'whoMaySignIn'
  | 'signInByLink'
  | 'signOut'
  | 'saveAddress'
  | 'deviceCode'
  | 'mergeDevice'
  | 'myOrders'
  | 'myOrder'
>;

/** Guests, staff who sign in and out, addresses, and moving to another device. */
export function accountRoutes(
  deps: GatewayDeps & {
    guests: Guests;
    admitNewcomer: (address: string) => void;
    buckets: Pick<SharedBuckets, 'own' | 'shared'>;
    sessions: StaffSessions;
    onSessionEnded: (tokenHash: string) => void;
    onMerged: (guestIds: readonly string[]) => Promise<void>;
  },
): AccountRoutes {
  const { directory, secrets, clock, ids, guests, sessions, tries, application, buckets } = deps;
  const mergesPerBuyer = mostOf('devicesOfBuyer', deps.config.limits);
  const signIns = limitSignIns(tries);
  // There is always an operator once there was one: from then on nobody is looked up for it.
  let isLetIn = false;
  const home = homeFor(deps);
  const oneMerge = semaphore(1, MAX_MERGES_WAITING);

  const wait = (retryAfterMs: number) => refuse({ code: 'RATE_LIMITED', retryAfterMs } as const);

  /** Counts one of a buyer and of those of the same address: null, or why it has to wait. */
  async function tooSoon(
    act: SharedAct,
    actor: BuyerActor,
    address: string,
  ): Promise<Result<never, Refusal> | null> {
    const own = await buckets.own(act, actor.buyerId);
    const waitMs = own.waitMs > 0 ? own.waitMs : await buckets.shared(act, { actor, address }, own.isFirst);
    return waitMs > 0 ? wait(waitMs) : null;
  }

  async function start(
    visitor: Visitor,
    staff: StaffRecord,
    how: Pick<SecurityEvent, 'kind' | 'account'>,
    timeZone: string | undefined,
  ): Promise<Result<StaffView, Refusal>> {
    const before = await visitor.browserSessions();
    const token = await sessions.start(staff.staffId);
    visitor.startSession(token);
    visitor.becomesDeviceOf(staff.email.toLowerCase());
    visitor.note(how, { staffId: staff.staffId, device: secrets.digest(token) });
    deps.log.info({ staffId: staff.staffId, role: staff.role }, 'a member of staff signed in');
    // A browser is one person at a time: whoever was signed in here is signed out, their open pages too.
    for (const { actor } of before) {
      await end(actor.device);
      visitor.note({ kind: 'session_ended' }, actor);
    }
    if (staff.role === 'operator' && timeZone !== undefined) {
      const actor = {
        staffId: staff.staffId,
        name: staff.name,
        role: staff.role,
        device: secrets.digest(token),
      };
      await application.takeTimeZone(actor, timeZone);
    }
    return ok(staffView(staff));
  }

  async function end(session: string): Promise<void> {
    await sessions.end(session);
    deps.onSessionEnded(session);
  }

  async function me(visitor: Visitor) {
    const buyer = await visitor.buyer();
    const staff = await visitor.staff();
    const kept = buyer.isNewcomer ? [] : await directory.addressesOf(buyer.allIds);
    const addresses = kept.flatMap((sealed) => addressView(secrets, sealed) ?? []);
    const { practice } = visitor;
    return { buyerId: buyer.buyerId, addresses, staff: staff && staffView(staff.staff), practice };
  }

  /**
   * Makes whoever asks one with the buyer that a code stands for. One at a time in this process: a merge goes through many
   * streams, and how many a buyer has had is judged on what the one before has left.
   */
  async function merge(visitor: Visitor, code: string): Promise<Result<{ ok: true }, Refusal>> {
    const asker = await visitor.buyer();
    const from = await directory.identity(asker.buyerId);
    const tooMany = refuse({ code: 'MERGE_LIMIT', max: mergesPerBuyer } as const);
    const isOver = (ids: number) => mergesPerBuyer > 0 && ids - 1 > mergesPerBuyer;
    // A device more is one too many already: the code is not spent on that.
    if (isOver(from.allIds.length + 1)) return tooMany;
    const subject = await directory.takeOneTime('device', code, clock.nowMs(), from.allIds);
    if (!subject) return refuse({ code: 'NOT_FOUND' });
    const into = await directory.identity(subject);
    if (from.buyerId !== into.buyerId) {
      if (isOver(from.allIds.length + into.allIds.length)) return tooMany;
      // The alias last: if we stop in between, another code does it all again, and nothing is moved twice.
      await application.mergeBuyers(from.buyerId, into.buyerId);
      await directory.addAlias(from.buyerId, into.buyerId, clock.nowMs());
      await deps.onMerged(from.allIds);
    }
    visitor.becomeGuest(into.buyerId);
    return ok({ ok: true });
  }

  return {
    me: async ({ visitor }) => ok(await me(visitor)),
    guest: async ({ address }) => {
      deps.admitNewcomer(address);
      const { guestId, token } = guests.create();
      return ok({ token, buyerId: guestId });
    },
    whoMaySignIn: async () => {
      isLetIn ||= await hasOperator(directory, clock.nowMs());
      return ok({ hasOperator: isLetIn });
    },
    /** Known and unknown accounts get the same answer after the same work. */
    signIn: async ({ body, visitor, address }) => {
      const account = body.email.toLowerCase();
      const from = { address, device: visitor.deviceOf(account) };
      const waitMs = await signIns.signIn(account, from);
      if (waitMs > 0) {
        visitor.note({ kind: 'locked_out', account });
        return refuse({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
      }
      const staff = await directory.staffByEmail(account);
      const isRight = await secrets.isPassword(body.password, staff?.passwordHash ?? null);
      if (isRight === null) {
        await signIns.notTried(account, from);
        return refuse({ code: 'BUSY', retryAfterMs: HASHING_BUSY_MS });
      }
      if (!staff || !isRight || staff.offAtMs !== null) {
        visitor.note({ kind: 'sign_in_failed', account });
        return refuse({ code: 'UNAUTHENTICATED' });
      }
      await signIns.signedIn(account, from);
      return start(visitor, staff, { kind: 'signed_in', account }, body.timeZone);
    },
    signInByLink: async ({ body, visitor, address }) => {
      const kept = secrets.digest(body.token);
      const waitMs = isOwnLink(secrets, body.token)
        ? await tries.count('signInLinkAgain', kept)
        : await tries.count('signInLinkOfAddress', address);
      if (waitMs > 0) {
        visitor.note({ kind: 'locked_out', what: 'link' });
        return wait(waitMs);
      }
      const staffId = await directory.takeOneTime('sign_in', kept, clock.nowMs());
      const staff = staffId && (await directory.staffById(staffId));
      if (staff && staff.offAtMs === null) {
        return start(visitor, staff, { kind: 'link_used' }, body.timeZone);
      }
      visitor.note({ kind: 'link_failed' });
      return refuse({ code: 'UNAUTHENTICATED' });
    },
    signOut: async ({ visitor }) => {
      const signedIn = await visitor.staff();
      const all = [...(signedIn ? [signedIn] : []), ...(await visitor.browserSessions())];
      for (const [device, { actor }] of new Map(all.map((each) => [each.actor.device, each]))) {
        await end(device);
        visitor.note({ kind: 'session_ended' }, actor);
      }
      visitor.endSession();
      return ok({ ok: true });
    },
    saveAddress: async ({ body, visitor, address }) => {
      const buyer = await visitor.buyer();
      const own = await buckets.own('contact', buyer.buyerId);
      if (own.waitMs > 0) return wait(own.waitMs);
      const kept = await directory.addressesOf(buyer.allIds);
      const again = kept.find(({ key }) => key === body.key);
      if (!again && kept.length >= MAX_ADDRESSES) return refuse({ code: 'BAD_REQUEST', field: 'address' });
      // Only what costs a row is counted against those who share the network address.
      const waitMs = again ? 0 : await buckets.shared('contact', { actor: buyer, address }, own.isFirst);
      if (waitMs > 0) return wait(waitMs);
      const { buyerId } = buyer;
      const { key, country, ...given } = body;
      // A phone without a calling code has that of the shop's country, in one form however it is written (H7).
      const phone = toE164(given.phone, deps.config.countryCode ?? (await home()).callingCode);
      const contact = { ...given, phone, ...(country && { country }) };
      const sealed = secrets.seal(buyerId, contact);
      if (!again) {
        await directory.addAddress({ addressId: ids.next(), buyerId, key, sealed, atMs: clock.nowMs() });
      }
      // Saved twice at once, one of the two was kept: that one is answered.
      const saved = again ?? (await directory.addressesOf([buyerId])).find((each) => each.key === key);
      const view = saved && addressView(secrets, saved);
      if (!view) throw new Error('An address that was just kept cannot be read.');
      // Both as they are kept: sealing writes a phone in its one form.
      const textOf = (of: string, kept: string) => canonicalJson(secrets.open(of, kept));
      const isSame = textOf(saved.buyerId, saved.sealed) === textOf(buyerId, sealed);
      return isSame ? ok(view) : refuse({ code: 'KEY_REUSED' });
    },
    deviceCode: async ({ visitor, address }) => {
      const buyer = await visitor.buyer();
      const { buyerId } = buyer;
      const tooEarly = await tooSoon('deviceCode', buyer, address);
      if (tooEarly) return tooEarly;
      const code = secrets.randomCode(CODE_LENGTH);
      const untilMs = clock.nowMs() + CODE_MS;
      await directory.addOneTime({
        kind: 'device',
        secretHash: secrets.digest(code),
        subjectId: buyerId,
        untilMs,
      });
      return ok({ code, expiresAtMs: untilMs });
    },
    mergeDevice: async ({ body, visitor, address }) => {
      const tooEarly = await tooSoon('merge', await visitor.buyer(), address);
      if (tooEarly) return tooEarly;
      const outcome = await oneMerge(() => merge(visitor, secrets.digest(body.code)));
      if (outcome === 'full') return refuse({ code: 'BUSY', retryAfterMs: MERGES_BUSY_MS });
      return outcome.ok ? ok(await me(visitor)) : outcome;
    },
    myOrders: async ({ visitor }) => ok({ orders: await application.myOrders(await visitor.buyer()) }),
    myOrder: async ({ visitor, params }) => {
      const order = await application.myOrder(await visitor.buyer(), params.orderId);
      return order ? ok(order) : refuse({ code: 'NOT_FOUND' });
    },
  };
}

function staffView({ staffId, name, email, role }: StaffRecord): StaffView {
  return { staffId, name, email, role };
}
