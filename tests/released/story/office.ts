import type { StaffActor } from '../../../server/application/application.ts';
import { openSettlementAdmin } from '../../../server/application/payout/payouts.ts';
import { defaultTerms } from '../../../server/shop/ledger/terms.ts';
import { DAY } from '../../../shared/values/time.ts';
import type { AuditMarket } from '../../builders/audit-market.ts';
import { accepted } from '../../builders/engine-house.ts';

const CURRENCY = 'CNY';

/** What the office does when an evening's parcels have come: it pays a producer, corrects, books, and changes its terms. */
export async function playOffice(market: AuditMarket, office: StaffActor): Promise<void> {
  const { app, ids, clock } = market;
  const desk = openSettlementAdmin(app.deps, app.deps.settlement!);
  const keyed = () => ({ key: ids.next(), currency: CURRENCY });
  await settled(market);
  const [good] = await app.deps.readers.products({ limit: 1 });
  const { producerId } = good!;
  const reason = 'Two boxes came late';
  accepted(await desk.adjust(office, { ...keyed(), producerId, amountMinor: -300, reason }));
  await market.passes(DAY);
  await settled(market);
  const owed = (await desk.payables(producerId, CURRENCY, undefined))!;
  const { version, untilMs, payoutMinor: amountMinor } = owed;
  accepted(await desk.payOut(office, { ...keyed(), producerId, untilMs, amountMinor, version }));
  accepted(await desk.book(office, { ...keyed(), move: 'provider_paid', amountMinor: 9_000, feeMinor: 54 }));
  const { refunds } = await desk.refundsByHand();
  for (const { orderId, owedMinor, version: at } of refunds.slice(0, 1)) {
    accepted(await desk.payBack(office, { ...keyed(), orderId, amountMinor: owedMinor, version: at }));
  }
  const terms = { ...defaultTerms, dueDays: 5 };
  accepted(await desk.setTerms(office, { key: ids.next(), terms }));
  accepted(await desk.addProducer(office, { key: ids.next(), producer: 'Hill farm' }));
  const asked = { key: ids.next(), unitsDelta: -2, name: 'Good at 19.99, new sacks' };
  accepted(await app.application.changeProduct(office, good!.productId, null, asked));
  clock.passes(DAY);
}

/** Lets the ledger come to the end of what has happened: it rests after each page of facts. */
async function settled({ app, clock }: AuditMarket): Promise<void> {
  for (let rests = 0; rests < 1_000; rests += 1) {
    await app.outbox.idle();
    if (app.outbox.view().work.every(({ logsBehind }) => logsBehind === 0)) return;
    clock.passes(1_000);
  }
  throw new Error('The ledger does not come to its end.');
}
