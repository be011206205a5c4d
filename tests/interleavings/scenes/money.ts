import { aboutShop } from '../../../server/shop/about.ts';
import { emptyShop } from '../../../server/shop/state.ts';
import { streamDefaultsOf } from '../../../server/shop/stream-defaults.ts';
import type { PayablesView, RefundsByHand } from '../../../shared/contract/settlement.ts';
import { DAY } from '../../../shared/values/time.ts';
import type { AfterShow } from './after.ts';

const currency = 'CNY';

/** What the office does about the money of a stream that is over. */
export async function moneyAfter({ scene, producerId, origin }: AfterShow): Promise<void> {
  const operator = scene.staff('operator');
  await scene.settled();
  const asked = { params: { producerId }, query: { currency, until: '2026-10-31' } };
  const owed = (await scene.market.ask('payables', operator, asked, scene.nowMs)) as PayablesView;
  const { untilMs, version, payoutMinor: amountMinor } = owed;
  const payout = { producerId, currency, untilMs, version, amountMinor };
  for (const name of ['the producer is paid', 'the producer is paid in another window']) {
    scene.askMay(name, 'payOut', operator, { body: { key: scene.key(), ...payout } });
  }
  scene.areTwins('the producer is paid', 'the producer is paid in another window');
  scene.askMay('what the producer is owed is corrected', 'adjustSettlement', operator, {
    body: { key: scene.key(), producerId, currency, amountMinor: -200, reason: 'a broken crate' },
  });

  const byHand = (await scene.market.ask('refundsByHand', operator, {}, scene.nowMs)) as RefundsByHand;
  const { orderId, owedMinor, version: seen } = byHand.refunds[0]!;
  const payback = { orderId, currency, amountMinor: owedMinor, version: seen };
  for (const name of ['a buyer is given cash back', 'a buyer is given cash back in another window']) {
    scene.askMay(name, 'payBack', operator, { body: { key: scene.key(), ...payback } });
  }
  scene.areTwins('a buyer is given cash back', 'a buyer is given cash back in another window');
  scene.askMay('the carrier brings cash', 'bookBank', operator, {
    body: { key: scene.key(), move: 'cash_brought', currency, amountMinor: 5_980 },
  });
  const terms = { timeZone: 'Asia/Shanghai', dueDays: 3, countFrom: 'delivery' as const, afterClaimDays: 1 };
  const about = { ...aboutShop(emptyShop()).about, name: '剑川赶集' };
  for (const [name, contact] of [
    ['the shop says who it is', 'by phone'],
    ['the shop says it otherwise', 'by mail'],
  ] as const) {
    scene.askMay(name, 'describeShop', operator, {
      body: { key: scene.key(), version: 0, about: { ...about, contact } },
    });
  }
  scene.areTwins('the shop says who it is', 'the shop says it otherwise');
  const { defaults } = streamDefaultsOf(emptyShop());
  for (const maxPins of [2, 3]) {
    scene.askMay(`new streams pin ${maxPins} products`, 'setStreamDefaults', operator, {
      body: { key: scene.key(), version: 0, defaults: { ...defaults, maxPins } },
    });
  }
  scene.areTwins('new streams pin 2 products', 'new streams pin 3 products');
  for (const words of ['grown high up', 'grown by hand']) {
    scene.askMay(`a producer says: ${words}`, 'describeProducer', operator, {
      params: { producerId },
      body: { key: scene.key(), version: 0, profile: { portrait: '', words, wordsEn: '' } },
    });
  }
  scene.areTwins('a producer says: grown high up', 'a producer says: grown by hand');
  for (const packDays of [2, 3]) {
    scene.askMay(`an origin packs in ${packDays} days`, 'setShipDays', operator, {
      body: { key: scene.key(), version: 0, origin, days: { packDays, travelDays: 4 } },
    });
  }
  scene.areTwins('an origin packs in 2 days', 'an origin packs in 3 days');
  const buyerId = scene.key();
  scene.askMay('a buyer is limited', 'limitBuyer', operator, {
    body: { key: scene.key(), buyerId, days: 7, reason: 'unpaid' },
  });
  scene.askMay('a buyer may order again', 'liftLimit', operator, { body: { key: scene.key(), buyerId } });
  scene.askMay('a buyer is banned from chats', 'banFromChats', operator, {
    body: { key: scene.key(), buyerId, reason: 'spam' },
  });
  scene.askMay('a buyer may chat again', 'unbanFromChats', operator, { body: { key: scene.key(), buyerId } });
  scene.askMay('anyone may write in chats', 'confirmAnyone', operator, { body: { key: scene.key() } });
  for (const word of ['one', 'other']) {
    scene.askMay(`chats hold the word ${word}`, 'setChatWords', operator, {
      body: { key: scene.key(), words: [word], wordsDo: 'hold', version: 0 },
    });
  }
  scene.areTwins('chats hold the word one', 'chats hold the word other');
  const from = new Date(scene.nowMs + 5 * DAY).toISOString().slice(0, 10);
  for (const shareBps of [8_200, 8_500]) {
    scene.askMay(`a producer gets ${shareBps} basis points`, 'setProducerShare', operator, {
      params: { producerId },
      body: { key: scene.key(), version: 0, from, shareBps, reserve: { bps: 1_000, days: 30 } },
    });
  }
  scene.areTwins('a producer gets 8200 basis points', 'a producer gets 8500 basis points');
  scene.askMay('producers are paid sooner', 'setTerms', operator, { body: { key: scene.key(), terms } });
}
