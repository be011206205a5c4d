import type { PersonalTextKind } from '../../../server/ports/personal-texts.ts';
import type { RouteName } from '../../../shared/contract/http.ts';
import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import { ok } from '../../../shared/values/result.ts';
import { at } from '../../builders/market.ts';
import type { Asked } from '../front-door.ts';
import type { Scene, SceneBuyer } from '../scene.ts';

const PRICE = 2_990;
/** When the desk is at work: the stream is closed, and the free hour of every order is over. */
const LATER_MS = at('23:00');

/** What there is after the show when the play begins. */
export type AfterShow = Awaited<ReturnType<typeof closeShow>>;

/**
 * A stream that is over: two orders of one buyer to pack, the first of two products, a parcel that is packed, one on its way, and one that was
 * delivered, with an open claim and words to it; its buyer may send one text more within the hour. Another was delivered
 * and is to be paid for; one that was paid at the door is half paid back, which the office owes. A cancellation comes when
 * the free hour is over.
 */
export async function closeShow(scene: Scene) {
  const packer = scene.staff('packer');
  const { streamId, slug } = await scene.stream('Market day');
  const potato = await scene.product('potato', 40);
  const { origin, productId, producerId } = potato;
  await scene.did(streamId, 'lineup:add', { productId, units: 40 });
  const leek = await scene.product('leek', 40);
  await scene.did(streamId, 'lineup:add', { productId: leek.productId, units: 40 });
  await scene.did(streamId, 'stream:go-live', {});
  const references = new Map<string, string>();
  const buys = async (
    who: SceneBuyer,
    payment: PaymentMethod = 'sandbox',
    wanted: readonly { itemNumber: number; units: number }[] = [{ itemNumber: 1, units: 2 }],
  ): Promise<string> => {
    for (const line of wanted)
      await scene.buyerDid(who, streamId, 'cart:add', { ...line, seenPriceMinor: PRICE });
    const lines = wanted.map((line) => ({ ...line, unitPriceMinor: PRICE }));
    const { orderId, totalMinor, reference } = await scene.ordered(who, streamId, lines, payment);
    references.set(orderId, reference);
    if (payment === 'sandbox') await scene.paid(orderId, totalMinor);
    return orderId;
  };
  const [ana, ben] = [await scene.buyer(), await scene.buyer()];
  const [cho, dai] = [await scene.buyer(), await scene.buyer()];
  const two = [
    { itemNumber: 1, units: 2 },
    { itemNumber: 2, units: 1 },
  ];
  const [first, second] = [await buys(ana, 'sandbox', two), await buys(ana)];
  const [packed, away, there] = [await buys(ben), await buys(cho), await buys(dai)];
  const done = await buys(await scene.buyer());
  const eve = await scene.buyer();
  const cash = await buys(eve, 'cash_on_delivery');
  await scene.did(streamId, 'stream:end', {});

  // The first that is packed brings the log to that hour; its time goes on from there, whatever the clock says (T7).
  const hours: number[] = [LATER_MS];
  const packs = async (orderId: string): Promise<string> => {
    const request = { orderIds: [orderId], origin };
    return (await scene.did(streamId, 'parcel:pack', request, packer, hours.pop())).shipmentId;
  };
  const ships = async (orderId: string, trackingCode: string): Promise<string> => {
    const shipmentId = await packs(orderId);
    const request = { shipmentId, carrier: 'SF', trackingCode };
    await scene.did(streamId, 'parcel:ship', request, packer);
    return shipmentId;
  };
  const brings = async (orderId: string, trackingCode: string): Promise<string> => {
    const shipmentId = await ships(orderId, trackingCode);
    const request = { shipmentId, deliveredAtMs: LATER_MS };
    await scene.did(streamId, 'parcel:deliver', request, packer);
    return shipmentId;
  };
  const claims = (who: SceneBuyer, orderId: string, texts: { textId?: string; photoIds?: string[] } = {}) =>
    scene.buyerDid(who, streamId, 'claim:open', { orderId, ...claim, ...texts });
  const packedParcel = await packs(packed);
  const awayParcel = await ships(away, 'SF-2');
  const thereParcel = await brings(there, 'SF-3');
  await brings(done, 'SF-4');
  await brings(cash, 'SF-5');
  const texts = await textsOf(scene, dai, there);
  const { claimId } = await claims(dai, there, { textId: texts.words, photoIds: [texts.photo] });
  const cashClaim = { claimId: (await claims(eve, cash)).claimId, accepted: true };
  await scene.did(streamId, 'claim:decide', cashClaim, packer);
  const elsewhere = {
    'to her sister': await scene.address(ana, dai),
    'to work': await scene.address(ana, ana),
  };
  const reference = references.get(first)!;
  const noted = scene.key();
  const body = { key: noted, words: 'call before it leaves' };
  const operator = scene.staff('operator');
  await scene.market.ask('addNote', operator, { params: { reference }, body }, LATER_MS);
  const orders = { first, second, away, there, cash, reference, noted };
  const parcels = { packedParcel, awayParcel, thereParcel };
  const ofClaim = { claimId, texts, elsewhere };
  return { scene, streamId, slug, packer, origin, producerId, ana, dai, ...orders, ...parcels, ...ofClaim };
}

/** Texts of one buyer within the hour: one fewer than there may be (A4). */
const DRAFTS = 11;

/** What a buyer wrote and photographed about an order: for a claim, for one that may follow, and more for none. */
async function textsOf(scene: Scene, buyer: SceneBuyer, orderId: string) {
  const keep = async (kind: PersonalTextKind, says: string): Promise<string> => {
    const kept = await scene.market.keepClaimText(buyer, orderId, {
      kind,
      read: async () => ok(Buffer.from(says)),
    });
    if (!kept.ok) throw new Error(kept.refusal.code);
    return kept.value.textId;
  };
  const words = await keep('claim_words', 'one was brown');
  const photo = await keep('claim_photo', 'a brown one');
  const later = await keep('claim_words', 'so was the other');
  for (let drafts = 3; drafts < DRAFTS; drafts += 1) await keep('claim_words', `draft ${drafts}`);
  return { words, photo, later };
}

const claim = {
  itemNumber: 1,
  unitPriceMinor: PRICE,
  units: 1,
  shareBps: 5_000,
  reason: 'damaged' as const,
};

/** What the desk does about its orders and parcels, and their buyers. */
export function deskAfter(set: AfterShow): void {
  ordersAfter(set);
  parcelsAfter(set);
  claimsAfter(set);
}

/** Asks at the desk, over HTTP, as the packers do. */
function deskMay({ scene, slug, packer }: AfterShow) {
  return <N extends RouteName>(name: string, route: N, body: object) => {
    const asked = { params: { slug }, body: { key: scene.key(), ...body } } as unknown as Asked<N>;
    scene.askMay(name, route, packer, asked, LATER_MS);
  };
}

function ordersAfter(set: AfterShow): void {
  const { scene, streamId, origin, ana, first, second } = set;
  const may = deskMay(set);
  may("ana's first order is packed", 'packParcel', { orderIds: [first], origin });
  may("ana's two orders are packed", 'packParcel', { orderIds: [first, second], origin });
  const potatoes = { orderId: first, itemNumber: 1, unitPriceMinor: PRICE };
  const operator = scene.staff('operator');
  const office = <N extends 'refundUnits' | 'refundAmount' | 'cannotFill' | 'callOff' | 'giveAddress'>(
    name: string,
    route: N,
    body: object,
  ) => scene.askMay(name, route, operator, { body: { key: scene.key(), ...body } } as unknown as Asked<N>);
  const leek = { itemNumber: 2, unitPriceMinor: PRICE };
  office('one potato of the first cannot be filled', 'cannotFill', { ...potatoes, units: 1 });
  const all = { ...potatoes, units: 2, more: [{ ...leek, units: 1 }] };
  office('all units of the first are paid back', 'refundUnits', all);
  const amount = { ...potatoes, more: [leek], amountMinor: 1_000, backMinor: 0, reason: 'late' };
  office('an amount of the first is given back', 'refundAmount', { ...amount, bearer: 'producer' });
  office('the same amount is given back by another', 'refundAmount', { ...amount, bearer: 'shop' });
  scene.areTwins('an amount of the first is given back', 'the same amount is given back by another');
  const whole = { orderId: first, refundMinor: 3 * PRICE };
  office('the shop cancels the first', 'callOff', { ...whole, reason: 'unavailable' });
  office('another of the shop cancels it', 'callOff', { ...whole, reason: 'asked' });
  scene.areTwins('the shop cancels the first', 'another of the shop cancels it');
  const elsewhere = { name: 'Ana', phone: '+8613800007001', address: 'Shaxi 12' };
  office('the office sends the first elsewhere', 'giveAddress', { orderId: first, ...elsewhere });
  const toWork = { orderId: first, addressId: set.elsewhere['to work'] };
  scene.staffMay('the host sends the first to work', streamId, 'order:give-address', toWork);
  notesAfter(set);
  const cancel = { orderId: first };
  scene.buyerMay('ana cancels the first too late', ana, streamId, 'order:cancel', cancel);
  for (const [name, addressId] of Object.entries(set.elsewhere)) {
    const goes = { orderId: first, addressId };
    scene.buyerMay(`the first goes ${name}`, ana, streamId, 'order:change-address', goes);
  }
  scene.areTwins('the first goes to her sister', 'the first goes to work');
}

/** What the office notes about ana's first order, and destroys. */
function notesAfter({ scene, reference, noted }: AfterShow): void {
  const operator = scene.staff('operator');
  const params = { reference };
  const body = { key: scene.key(), words: 'she is away until Monday' };
  scene.askMay('the office notes something', 'addNote', operator, { params, body });
  for (const name of ['the office deletes its note', 'the office deletes it twice']) {
    scene.askMay(name, 'deleteNote', operator, { params: { reference, textId: noted } });
  }
  scene.areTwins('the office deletes its note', 'the office deletes it twice');
}

function parcelsAfter(set: AfterShow): void {
  const { scene, packer, away, there, packedParcel, awayParcel, thereParcel } = set;
  const may = deskMay(set);
  const leaves = (carrier: string) => ({
    shipmentId: packedParcel,
    carrier,
    trackingCode: `${carrier}-1`,
  });
  may("ben's parcel leaves", 'shipParcel', leaves('SF'));
  may("ben's parcel leaves with another", 'shipParcel', leaves('ZTO'));
  scene.areTwins("ben's parcel leaves", "ben's parcel leaves with another");
  const delivered = { shipmentId: awayParcel, deliveredAtMs: LATER_MS };
  may("cho's parcel is there", 'deliverParcel', delivered);
  scene.may("cho's parcel is on a list of deliveries", 'deliveries', (market) =>
    market.takeDeliveries(packer, 'tracking_code,delivered_at\nSF-2,2026-09-25 23:00Z\n', LATER_MS),
  );
  may("cho's parcel is lost", 'loseParcel', { shipmentId: awayParcel });
  const back = (orderId: string, units: number, condition: string) => [
    { orderId, lineIndex: 0, units, condition },
  ];
  const returned = (shipmentId: string, units: object) => ({ shipmentId, units });
  may("cho's parcel comes back", 'takeBackParcel', returned(awayParcel, back(away, 2, 'sellable')));
  may("one of dai's comes back", 'takeBackParcel', returned(thereParcel, back(there, 1, 'sellable')));
  may("two of dai's come back", 'takeBackParcel', returned(thereParcel, back(there, 2, 'damaged')));
}

function claimsAfter(set: AfterShow): void {
  const { scene, slug, ana, dai, there, claimId, texts } = set;
  const may = deskMay(set);
  may("dai's claim is accepted", 'decideClaim', { claimId, accepted: true });
  may("dai's claim is declined", 'decideClaim', { claimId, accepted: false });
  const device = { guestId: dai.buyerId };
  // It names a photo of the first as well.
  const named = { textId: texts.later, photoIds: [texts.photo] };
  const another = { params: { slug }, body: { key: scene.key(), orderId: there, ...claim, ...named } };
  scene.askMay('dai claims another', 'openClaim', device, another, LATER_MS);
  for (const name of ['dai takes the claim back', 'dai takes it back in another window']) {
    const back = { params: { slug }, body: { key: scene.key(), orderId: there, claimId } };
    scene.askMay(name, 'withdrawClaim', device, back, LATER_MS);
  }
  scene.areTwins('dai takes the claim back', 'dai takes it back in another window');
  scene.askMay('dai writes a last sentence', 'keepClaimWords', device, {
    params: { orderId: there },
    body: { words: 'and a third' },
  });
  const photo = Buffer.from('a third');
  scene.may('dai takes a last photo', 'keepClaimPhoto', (market) =>
    market.keepClaimPhoto(device, there, photo),
  );
  scene.may('dai becomes ana', null, ({ mergeBuyers }) => mergeBuyers(dai.buyerId, ana.buyerId));
}
