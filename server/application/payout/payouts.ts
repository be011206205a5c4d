import type { Ack } from '../../../shared/contract/answer.ts';
import type { ProducerShareView, SetProducerShareRequest } from '../../../shared/contract/producer-share.ts';
import type {
  AdjustmentRequest,
  BoardView,
  BookingRequest,
  DueDays,
  DueLines,
  NewProducerRequest,
  PayablesView,
  PayBackRequest,
  PayoutDetail,
  PayoutRequest,
  ProducerPage,
  RefundsByHand,
  SettlementOverview,
  StatementView,
  TermsRequest,
} from '../../../shared/contract/settlement.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { countryOfZone } from '../../lib/country.ts';
import type { By } from '../../market/kernel/by.ts';
import type { DecideAt } from '../../market/kernel/decision.ts';
import { MAX_SETTLEMENT_ROWS, type SettlementStore } from '../../ports/settlement.ts';
import { usualCurrency } from '../../shop/currency.ts';
import { addProducer, type ShopDecision } from '../../shop/decide.ts';
import { dayOf, endOfDayAfter, startOfDay } from '../../shop/ledger/local-day.ts';
import { dueUntil, type SettlementTerms, termsAt } from '../../shop/ledger/terms.ts';
import { BY_HAND, versionKey } from '../../shop/payout/facts.ts';
import {
  adjustSettlement,
  bookBank,
  openMinor,
  payBack,
  payOut,
  payoutOf,
  reservedMinor,
  setTerms,
} from '../../shop/payout/pay-out.ts';
import { setProducerShare } from '../../shop/producer-share.ts';
import { producersOf } from '../../shop/producers.ts';
import type { ShopState } from '../../shop/state.ts';
import { ackOf } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { type KeyedRequest, keyOf } from '../key-of.ts';
import { contactsOf } from '../parcel/packing.ts';
import { dueDaysOf, dueLinesOf } from './due.ts';
import { adjustmentPart, isAdjustment, onePayout } from './one-payout.ts';
import { producerPageOf } from './producer-page.ts';
import { producerShareOf, shareOnPage } from './producer-share.ts';
import { boardOf, overviewOf } from './promise.ts';
import { reservedPart, statementFor } from './statement.ts';

/** Where a shop's zone is of no country. */
const AT_HOME = 'CNY';
/** Payables shown of one producer; a payout may pay more. */
const PAYABLES_SHOWN = 500;
/** Refunds by hand shown at once; as they are given, the next ones come up. */
const REFUNDS_SHOWN = 100;

/** What the office, the producers and the county see of the settlement, and what the office does (M1–M5). */
export interface SettlementAdmin {
  overview(): Promise<SettlementOverview>;
  /** @returns null if there is no such producer */
  payables(producerId: string, currency: string, until: string | undefined): Promise<PayablesView | null>;
  /** What payouts would pay today, and by the next Friday. */
  dueDays(): Promise<DueDays>;
  /** The lines due by the end of a day, `2026-12-04`; null if there is no such day. */
  dueLines(day: string): Promise<DueLines | null>;
  payOut(actor: StaffActor, request: PayoutRequest): Promise<Ack<{ payoutId: string; amountMinor: number }>>;
  /** @returns null if there is no such payout */
  payout(payoutId: string): Promise<PayoutDetail | null>;
  adjust(actor: StaffActor, request: AdjustmentRequest): Promise<Ack<{ adjustmentId: string }>>;
  book(actor: StaffActor, request: BookingRequest): Promise<Ack<{ bookingId: string }>>;
  /** Buyers who paid cash and are owed something back. */
  refundsByHand(): Promise<RefundsByHand>;
  payBack(actor: StaffActor, request: PayBackRequest): Promise<Ack<{ bookingId: string }>>;
  setTerms(actor: StaffActor, request: TermsRequest): Promise<Ack<{ terms: SettlementTerms }>>;
  /** @returns null if there is no such producer */
  share(producerId: string): Promise<ProducerShareView | null>;
  setShare(
    actor: StaffActor,
    producerId: string,
    request: SetProducerShareRequest,
  ): Promise<Ack<{ version: number }>>;
  addProducer(
    actor: StaffActor,
    request: Pick<NewProducerRequest, 'key' | 'inDoubt' | 'producer'>,
  ): Promise<Ack<{ producerId: string }>>;
  /** @param week any day of it; the present one if none is named. @returns null if there is no such producer */
  statement(producerId: string, currency: string, week: string | undefined): Promise<StatementView | null>;
  producerPage(producerId: string): Promise<ProducerPage | null>;
  producerName(producerId: string): Promise<string | null>;
  /** The zone that the shop's days are counted in. */
  timeZone(): Promise<string>;
  board(): Promise<BoardView>;
}

/** The board is asked for by everybody: it is made once in a while. */
const BOARD_MS = 30_000;

export function openSettlementAdmin(deps: ApplicationDeps, settlement: SettlementStore): SettlementAdmin {
  const { engines, clock } = deps;
  const readShop = <Value>(look: (shop: ShopState) => Value) =>
    engines.shop.read((shop) => look(shop as ShopState));
  const nameOf = (producerId: string) =>
    readShop((shop) => [...shop.producers].find(([, id]) => id === producerId)?.[0] ?? null);
  /** Both names of a producer; null if there is none. */
  const namesOf = (producerId: string) => readShop((shop) => producersOf(shop).get(producerId) ?? null);
  const termsNow = () => readShop((shop) => termsAt(shop.settlement.terms, clock.nowMs()));
  let board: { view: Promise<BoardView>; atMs: number } | null = null;

  /** A keyed command of the office, for the shop's log. */
  async function decide<Reply extends object>(
    actor: StaffActor,
    name: string,
    request: KeyedRequest,
    rule: (state: ShopState, at: DecideAt & { by: By }) => ShopDecision<Reply>,
  ): Promise<Ack<Reply>> {
    const by = { staffId: actor.staffId, device: actor.device };
    const outcome = await engines.shop.submit({
      readAtMs: clock.steadyMs(),
      ids: [actor.staffId],
      key: keyOf(name, request),
      decide: (state, at) => rule(state, { ...at, by }),
    });
    return ackOf(outcome);
  }

  const openOf = (producerId: string, currency: string) =>
    settlement.standings({ producerId, currency, open: true, limit: MAX_SETTLEMENT_ROWS });

  return {
    overview: async () => overviewOf(deps, settlement, await termsNow()),
    dueDays: async () => dueDaysOf(settlement, (await termsNow()).timeZone, clock.nowMs()),
    async dueLines(text) {
      const day = dayOf(text);
      if (!day) return null;
      const { timeZone } = await termsNow();
      const names = await readShop((shop) => producersOf(shop));
      const namesOf = (producerId: string) => names.get(producerId) ?? { producer: producerId };
      const referenceOf = (streamId: string, number: string) => engines.referenceOf(streamId, number);
      const asked = { day, timeZone, namesOf, referenceOf };
      return dueLinesOf(settlement, asked, clock.nowMs());
    },
    async payables(producerId, currency, until) {
      const producer = await namesOf(producerId);
      if (producer === null) return null;
      const version = await readShop(
        (shop) => shop.settlement.versions.get(versionKey(producerId, currency)) ?? 0,
      );
      const terms = await termsNow();
      const { timeZone } = terms;
      const day = until === undefined ? null : dayOf(until);
      const untilMs = day
        ? endOfDayAfter(startOfDay(day, timeZone), 0, timeZone)
        : endOfDayAfter(clock.nowMs(), 1, timeZone);
      const open = await openOf(producerId, currency);
      const lines = payoutOf(open, untilMs);
      const payoutAdjustments = lines.filter(isAdjustment).length;
      const payables: PayablesView['payables'] = [];
      for (const each of open.slice(0, PAYABLES_SHOWN)) {
        payables.push({
          streamId: each.streamId,
          orderId: each.orderId,
          lineIndex: each.lineIndex,
          deliverySeq: each.deliverySeq,
          entryIndex: each.entryIndex,
          number: each.number,
          reference: engines.referenceOf(each.streamId, each.number),
          name: each.name,
          ...secondNames({ nameEn: each.nameEn }),
          units: each.units,
          openMinor: openMinor(each),
          deliveredAtMs: each.deliveredAtMs,
          dueUntilMs: each.dueUntilMs,
          isPaused: each.isPaused,
          ...reservedPart(each.reservedUntilMs, reservedMinor(each, clock.nowMs())),
          ...(await adjustmentPart(deps, each)),
        });
      }
      return {
        producerId,
        ...producer,
        currency,
        version,
        untilMs,
        payoutMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
        payoutLines: lines.length - payoutAdjustments,
        ...(payoutAdjustments > 0 && { payoutAdjustments }),
        adjustedUntilMs: dueUntil(terms, clock.nowMs(), null),
        payables,
        isCut: open.length > PAYABLES_SHOWN,
      };
    },
    async payOut(actor, request) {
      const { key: payoutId, producerId, currency, amountMinor, version, untilMs } = request;
      const lines = payoutOf(await openOf(producerId, currency), untilMs);
      return decide(actor, 'settlement:pay-out', request, (state, by) =>
        payOut(state, { payoutId, producerId, currency, amountMinor, lines, version }, by),
      );
    },
    payout: async (payoutId) =>
      onePayout(deps, settlement, { payoutId, timeZone: (await termsNow()).timeZone, namesOf }),
    adjust: (actor, request) =>
      decide(actor, 'settlement:adjust', request, (state, by) => adjustSettlement(state, request, by)),
    book: (actor, request) =>
      decide(actor, 'settlement:book', request, (state, by) =>
        bookBank(state, { ...request, party: request.party ?? '', feeMinor: request.feeMinor ?? 0 }, by),
      ),
    async refundsByHand() {
      const versions = await readShop((shop) => new Map(shop.settlement.versions));
      const owed = await settlement.owedByHand(REFUNDS_SHOWN + 1);
      const contacts = contactsOf(deps);
      const refunds: RefundsByHand['refunds'] = [];
      for (const { streamId, buyerId, addressId, ...refund } of owed.slice(0, REFUNDS_SHOWN)) {
        refunds.push({
          ...refund,
          reference: engines.referenceOf(streamId, refund.number),
          version: versions.get(versionKey(BY_HAND, refund.currency)) ?? 0,
          contact: await contacts(buyerId, addressId),
        });
      }
      return { refunds, isCut: owed.length > REFUNDS_SHOWN };
    },
    async payBack(actor, request) {
      const owed = await settlement.owedByHand(MAX_SETTLEMENT_ROWS);
      const of = owed.find(
        ({ orderId, currency }) => orderId === request.orderId && currency === request.currency,
      );
      return decide(actor, 'settlement:pay-back', request, (state, by) =>
        payBack(state, { ...request, owedMinor: of?.owedMinor ?? 0 }, by),
      );
    },
    setTerms: (actor, request) =>
      decide(actor, 'settlement:set-terms', request, (state, by) => setTerms(state, request, by)),
    share: (producerId) => producerShareOf(deps, producerId),
    setShare: (actor, producerId, request) =>
      decide(actor, `settlement:set-share ${producerId}`, request, (state, by) =>
        setProducerShare(state, { ...request, producerId }, by),
      ),
    addProducer: (actor, request) =>
      decide(actor, 'settlement:add-producer', request, (state, by) => addProducer(state, request, by)),
    async statement(producerId, currency, week) {
      const producer = await namesOf(producerId);
      if (producer === null) return null;
      const { timeZone } = await termsNow();
      const asked = { producerId, ...producer, currency, timeZone, week };
      return statementFor({ settlement, engines }, asked, clock.nowMs());
    },
    async producerPage(producerId) {
      const producer = await namesOf(producerId);
      if (producer === null) return null;
      const nowMs = clock.nowMs();
      const {
        goods,
        share,
        currency: usual,
      } = await readShop((shop) => ({
        share: shareOnPage(shop, producerId, nowMs),
        goods: [...shop.products.values()].filter((product) => product.producerId === producerId),
        currency: usualCurrency(shop, producerId),
      }));
      const terms = await termsNow();
      const currency = usual ?? countryOfZone(terms.timeZone)?.currency ?? AT_HOME;
      return producerPageOf(settlement, { producerId, ...producer, terms, goods, currency, share }, nowMs);
    },
    producerName: nameOf,
    timeZone: async () => (await termsNow()).timeZone,
    async board() {
      const nowMs = clock.nowMs();
      if (!board || nowMs - board.atMs >= BOARD_MS) {
        const view = termsNow().then((terms) => boardOf(settlement, terms, nowMs));
        board = { view, atMs: nowMs };
        view.catch(() => {
          board = null;
        });
      }
      return board.view;
    },
  };
}
