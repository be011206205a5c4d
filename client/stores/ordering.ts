import { type Answer, isUndecided, leavesDoubt } from '../../shared/contract/answer.ts';
import type { LineFault } from '../../shared/contract/refusals.ts';
import type { TakingOffer } from '../../shared/market/order/contract.ts';
import type { LiveReply } from '../../shared/protocol.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { isFresh } from '../../shared/values/receipt.ts';
import { MINUTE, SECOND } from '../../shared/values/time.ts';
import { earliestHold, isSameLine, orderableLines, totalOf } from './cart-lines.ts';
import { keepDraft, nothingTyped } from './checkout-draft.ts';
import { createDeviceCart, type DeviceCart } from './device-cart.ts';
import { dropKeptPay, type KeptPay, keptPayOf, writeKeptPay } from './kept-pay.ts';
import { leftOutOf, paidNow } from './left-out.ts';
import type { LiveStore } from './live-store.ts';
import type { Contact } from './me-store.ts';
import { isOnItsWay, type OrderBy, type Placing } from './placing.ts';
import { type Settled, settleOrders } from './settle-orders.ts';
import type { World } from './world.ts';

/** From a tap on *Pay* to its answer. It is fetched with the checkout, or for a tap that an earlier page has left. */
export interface Ordering {
  /** Of a stream where nothing is reserved. */
  device: DeviceCart;
  /** Begins with what an earlier page has left: a kept tap first, then orders without an answer. Asked at each welcome. */
  takeUp(): void;
  place(
    by: OrderBy,
    without: readonly LineFault[],
    seenMinor?: number,
    contact?: Contact | null,
  ): Promise<void>;
  /** Takes a flash price as it was offered, and waits until this page has been told so (F7). */
  take(
    offer: TakingOffer,
    by: Pick<OrderBy, 'addressId' | 'vouchers' | 'code'>,
  ): Promise<Answer<LiveReply<'cart:take'>>>;
  callOff(): void;
  askAgain(): void;
  putAside(): void;
  close(): void;
}

interface Shown {
  placing(): Placing;
  show(placing: Placing): void;
}

/** From one look for what became of an order to the next, at the least. */
const ASK_LATER_MS = 5 * SECOND;
/** A tap is kept so long where no hold ends it sooner (H9). */
const KEPT_WITHOUT_HOLD_MS = 3 * MINUTE;
/** What a buyer's own cart is takes no longer to be told; the next order is judged by the market in any case. */
const TOLD_WITHIN_MS = 3 * SECOND;

/** @param screen the place on the screen where this buyer's order stands */
export function createOrdering(
  live: LiveStore,
  { clock, keep, pending, newKey, me }: Pick<World, 'clock' | 'keep' | 'pending' | 'newKey' | 'me'>,
  screen: Shown,
  channel: Channel,
): Ordering {
  const { slug } = live;
  const device = createDeviceCart(live, keep);
  const shown: Shown = {
    ...screen,
    show(placing) {
      if (placing.kind === 'placed') device.ordered(placing.order);
      screen.show(placing);
    },
  };
  const leftOut = leftOutOf(live, keep).store;
  const from = channel === 'direct' ? {} : { channel };
  /** The tap that this page keeps, until it is answered, called off or over. */
  let tap: KeptPay | null = null;
  /** Something of it is under way, rather than waiting for its next try. */
  let isTrying = false;
  let wake = () => {};
  let atItsEnd: ReturnType<typeof setTimeout> | undefined;
  let settling: Promise<boolean> | null = null;
  let askLater: ReturnType<typeof setTimeout> | undefined;
  /** The question was put aside: it comes back with an answer, or the next order. */
  let isAside = false;
  let isClosed = false;

  const isConnected = () => live.store.getState().link === 'connected';
  const isMine = (each: KeptPay) => tap === each && !isClosed;
  /** Without the kept tap, which is asked for by itself. */
  const others = () =>
    pending.all().filter((each) => each.slug === slug && each.request.key !== tap?.request.key);

  const isOver = (each: KeptPay) => clock.now() >= each.untilMs;

  function showKept(each: KeptPay) {
    const { untilMs, request, isSent } = each;
    if (isTrying && isConnected()) shown.show({ kind: 'sending' });
    else shown.show({ kind: 'kept', untilMs, totalMinor: request.expectTotalMinor, isSent });
  }
  const stopWatching = live.store.subscribe(({ link }, before) => {
    if (!tap || link === before.link) return;
    if (link !== 'connected' && isOver(tap)) return giveUp(tap);
    showKept(tap);
    if (link === 'connected') wake();
  });

  /**
   * Waits until there is a line, and a while after a try that had no answer.
   * @returns false once the tap is over
   */
  async function mayTry(each: KeptPay, isFirst: boolean): Promise<boolean> {
    let isRested = isFirst;
    isTrying = false;
    while (isMine(each)) {
      if (isOver(each)) {
        giveUp(each);
        return false;
      }
      isTrying = isRested && isConnected();
      showKept(each);
      if (isTrying) return true;
      const restMs = ASK_LATER_MS * (1 + Math.random() / 2);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, Math.min(each.untilMs - clock.now(), restMs));
      });
      isRested = true;
    }
    return false;
  }

  function end(each: KeptPay, placing: Placing) {
    if (tap !== each) return;
    tap = null;
    clearTimeout(atItsEnd);
    dropKeptPay();
    shown.show(placing);
  }

  /** Its time is over, or its buyer called it off: what was sent may stand, and its key is let go of (I3). */
  function giveUp(each: KeptPay, unsent: Placing = { kind: 'too_late' }) {
    end(each, each.isSent ? { kind: 'unanswered' } : unsent);
    wake();
    if (each.isSent) void settle();
  }

  async function run(each: KeptPay): Promise<void> {
    tap = each;
    writeKeptPay(each);
    // With a line, what is under way is answered; it is not tried again.
    const endNow = () => tap === each && isOver(each) && !(isTrying && isConnected()) && giveUp(each);
    atItsEnd = setTimeout(endNow, Math.max(0, each.untilMs - clock.now()));
    if ((await saveAddress(each)) && isMine(each)) await sendOrder(each);
  }

  async function saveAddress(each: KeptPay): Promise<boolean> {
    for (let isFirst = true; each.delivery !== null; isFirst = false) {
      if (!(await mayTry(each, isFirst))) return false;
      const saved = await me.saveAddress(each.delivery.contact, each.delivery.key);
      if (!isMine(each)) return false;
      if (saved.ok) {
        each.request.addressId = saved.value.addressId;
        each.delivery = null;
        writeKeptPay(each);
        // What was typed is with the market now: a reload does not bring it back.
        keepDraft(slug, nothingTyped);
      } else if (!leavesDoubt(saved.refusal.code)) {
        const { refusal: reason } = saved;
        end(each, { kind: 'refused', reason, lines: [], by: byOf(each), isAboutAddress: true });
        return false;
      }
    }
    return true;
  }

  async function sendOrder(each: KeptPay): Promise<void> {
    const { key } = each.request;
    for (let isFirst = true; await mayTry(each, isFirst); isFirst = false) {
      if (each.isSent && !isFresh(each.request.receipt, clock.now())) {
        // Asked for first: it may stand, or be decided at this moment.
        const became = await live.send('order:status', statusOf(each));
        if (!isMine(each)) return;
        if (!became.ok || became.outcome === 'in_progress') continue;
        if (became.outcome !== 'never_seen') return endAs(each, became);
      }
      const inDoubt = each.isSent ? { inDoubt: true as const } : {};
      each.isSent = true;
      keepSent(each);
      const answer = await live.send(
        'order:place',
        { ...each.request, ...inDoubt },
        () => isMine(each) && shown.show({ kind: 'in_line' }),
        (receipt) => {
          each.request.receipt = receipt;
          if (isMine(each)) keepSent(each);
        },
        () => isMine(each) && !isOver(each),
      );
      if (!isMine(each)) return;
      if (answer.ok) {
        pending.settle(key);
        return end(each, { kind: 'placed', order: answer.order });
      }
      if (answer.code === 'LOST_IN_RESTORE') return end(each, { kind: 'lost', key, loss: answer });
      if (leavesDoubt(answer.code)) continue;
      // It may still be accepted under its key, unless it is told that it was not even looked at.
      if (answer.code === 'RATE_LIMITED' || !isUndecided(answer.code)) pending.settle(key);
      const lines = answer.code === 'NO_ANSWER' ? [] : (answer.lines ?? []);
      return end(each, { kind: 'refused', reason: answer, lines, by: byOf(each) });
    }
  }

  /** Kept over a reload with the tap, and for other pages of this device with the key (I1). */
  function keepSent(each: KeptPay) {
    writeKeptPay(each);
    pending.keepBeforeSending({ slug, sentAtMs: clock.now(), request: each.request });
  }

  function endAs(each: KeptPay, became: Exclude<LiveReply<'order:status'>, { outcome: 'in_progress' }>) {
    const { key } = each.request;
    if (became.outcome === 'lost_in_restore') return end(each, { kind: 'lost', key, loss: became });
    pending.settle(key);
    end(
      each,
      became.outcome === 'accepted' ? { kind: 'placed', order: became.order } : { kind: 'never_arrived' },
    );
  }

  /**
   * Asks for every order without an answer, and goes on asking while the screen is open.
   * @returns true if one of them stands, and is now shown
   */
  function settle(): Promise<boolean> {
    settling ??= settleOrders(slug, { ...pending, all: others }, live.send, clock.now).then((settled) => {
      settling = null;
      const placing = placingAfter(settled, shown.placing().kind, isAside);
      if (placing && !tap) shown.show(placing);
      if (settled.some(({ outcome }) => outcome === 'open')) planToAsk();
      else isAside &&= settled.some(({ outcome }) => outcome === 'lost');
      return placing?.kind === 'placed';
    });
    return settling;
  }

  function planToAsk() {
    clearTimeout(askLater);
    if (!isClosed) askLater = setTimeout(settleIfIdle, ASK_LATER_MS * (1 + Math.random() / 2));
  }

  /** What is on its way has an answer to come: asking for it would let go of its key. */
  function settleIfIdle() {
    if (!isOnItsWay(shown.placing())) void settle();
  }

  /** The cart is told a moment after the answer; without a line nobody waits for long. */
  function untilTold(seq: number): Promise<void> {
    const isTold = () => (live.store.getState().mine?.seq ?? 0) >= seq;
    if (isTold()) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        stop();
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(done, TOLD_WITHIN_MS);
      const stop = live.store.subscribe(() => isTold() && done());
    });
  }

  return {
    device,
    takeUp() {
      const kept = tap ? null : keptPayOf(slug);
      if (kept) void run(kept);
      else settleIfIdle();
    },
    async place(by, faults, seenMinor, contact = null) {
      isAside = false;
      // An earlier tap without an answer is asked for first: it may already be the order that this tap means.
      if (settling || others().length > 0) {
        if (await settle()) return;
        if (shown.placing().kind === 'lost') return;
        if (others().length > 0) {
          // Another page may have sent one meanwhile.
          shown.show({ kind: 'unanswered' });
          planToAsk();
          return;
        }
        shown.show({ kind: 'sending' });
      }
      const { mine, view, firstTicket } = live.store.getState();
      const nowMs = clock.now();
      const cart = mine && paidNow(mine.cart, leftOut.getState().items);
      const all = cart ? orderableLines(cart, view, nowMs) : [];
      const lines = all.filter((line) => !faults.some((fault) => isSameLine(fault, line)));
      const expectTotalMinor = seenMinor ?? totalOf(lines).totalMinor;
      const history = live.history();
      const ticket = firstTicket !== null ? { ticket: firstTicket } : {};
      await run({
        slug,
        untilMs: (cart && earliestHold(cart, nowMs)) ?? nowMs + KEPT_WITHOUT_HOLD_MS,
        request: { key: newKey(), history, lines, expectTotalMinor, ...by, ...ticket, ...from },
        delivery: contact && { key: newKey(), contact },
        isSent: false,
      });
    },
    async take(
      { itemNumber, units, flashId, totalBeforeMinor, totalAfterMinor },
      { addressId, vouchers, code },
    ) {
      const offered = { itemNumber, units, flashId, totalBeforeMinor, totalAfterMinor, addressId };
      const chosen = { ...(vouchers && { vouchers }), ...(code !== undefined && { code }) };
      const all = live.store.getState().mine?.cart ?? null;
      const now = all && paidNow(all, leftOut.getState().items);
      const ordered = now === all ? {} : { orderedItems: now?.lines.map((line) => line.itemNumber) };
      const answer = await live.send('cart:take', {
        key: newKey(),
        ...offered,
        ...ordered,
        ...chosen,
        ...from,
      });
      if (answer.ok) await untilTold(answer.seq);
      return answer;
    },
    callOff() {
      if (tap) giveUp(tap, { kind: 'idle' });
    },
    askAgain: () => void settle(),
    putAside() {
      const { kind } = shown.placing();
      isAside ||= kind === 'unanswered' || kind === 'lost';
      shown.show({ kind: 'idle' });
    },
    close() {
      isClosed = true;
      clearTimeout(askLater);
      clearTimeout(atItsEnd);
      stopWatching();
      device.close();
      wake();
    },
  };
}

const byOf = ({ request: { addressId, payment, vouchers, code, askedFlashIds } }: KeptPay): OrderBy => ({
  addressId,
  payment,
  vouchers,
  code,
  ...(askedFlashIds && { askedFlashIds }),
});

const statusOf = ({ request: { key, history } }: KeptPay) =>
  history === undefined ? { key } : { key, history };

/** What a buyer is shown of orders that had no answer; null: what is shown already. */
function placingAfter(settled: readonly Settled[], was: Placing['kind'], isAside: boolean): Placing | null {
  const stands = settled.findLast((each) => each.outcome === 'accepted');
  if (stands) return { kind: 'placed', order: stands.order };
  const lost = settled.find((each) => each.outcome === 'lost');
  if (lost) return isAside ? null : { kind: 'lost', key: lost.pending.request.key, loss: lost.loss };
  // A confirmation stays: what is asked for is an order of another page.
  if (was === 'placed') return null;
  if (settled.some(({ outcome }) => outcome === 'open')) return isAside ? null : { kind: 'unanswered' };
  if (settled.some(({ outcome }) => outcome === 'never_seen')) return { kind: 'never_arrived' };
  if (was !== 'unanswered') return null;
  // With nothing left to ask for, another page of this device has heard what became of it.
  return settled.length > 0 ? { kind: 'never_arrived' } : { kind: 'idle' };
}
