import { at } from '../builders/market.ts';
import { Scene, type SceneBuyer } from './scene.ts';

const PRICE = 2_990;
/** When the desk is at work: the stream is closed, and the free hour of every order is over. */
const LATER_MS = at('23:00');

/**
 * A stream that is over: two orders of one buyer to pack, a parcel that is packed, one on its way, and one that was
 * delivered, with an open claim. Cancellations that were sent in time may still come.
 */
export async function afterTheShow(): Promise<Scene> {
  const scene = await Scene.open(at('20:00'));
  const { features, host, nowMs } = scene;
  const buyers = [await scene.buyer(), await scene.buyer(), await scene.buyer(), await scene.buyer()];
  const [ana, ben, cho, dai] = buyers as [SceneBuyer, SceneBuyer, SceneBuyer, SceneBuyer];
  const packer = scene.staff('packer');
  const { streamId } = await scene.stream('Market day');
  const potato = await scene.product('potato', 40);
  const sends = (actor: typeof host, command: string, request: object, receivedAtMs: number) =>
    features.console(
      actor,
      streamId,
      command as never,
      { key: scene.key(), ...request } as never,
      receivedAtMs,
    ) as never;
  const does = <T = { seq: number }>(command: string, request: object, receivedAtMs = nowMs) =>
    scene.did<T>(() => sends(host, command, request, receivedAtMs));
  await does('lineup:add', { productId: potato.productId, units: 40 });
  await does('stream:go-live', {});
  const buys = async (who: SceneBuyer): Promise<string> => {
    const add = { key: scene.key(), itemNumber: 1, units: 2, seenPriceMinor: PRICE };
    await scene.did(() => features.live(who, streamId, 'basket:add', add, nowMs, null) as never);
    const { order } = await scene.did<{ order: { orderId: string; totalMinor: number } }>(
      () =>
        features.live(
          who,
          streamId,
          'order:place',
          {
            key: scene.key(),
            lines: [{ itemNumber: 1, units: 2, unitPriceMinor: PRICE }],
            expectTotalMinor: 2 * PRICE,
            addressId: who.addressId,
            payment: 'sandbox',
          },
          nowMs,
          null,
        ) as never,
    );
    const { orderId, totalMinor: amountMinor } = order;
    const paymentId = scene.key();
    await features.payment({ noticeId: paymentId, paymentId, orderId, amountMinor, outcome: 'paid' }, nowMs);
    return orderId;
  };
  const [first, second] = [await buys(ana), await buys(ana)];
  const [packed, away, there] = [await buys(ben), await buys(cho), await buys(dai)];
  await does('stream:end', {});
  const { origin } = potato;
  const packs = async (orderId: string) =>
    (
      await scene.did<{ shipmentId: string }>(() =>
        sends(packer, 'parcel:pack', { orderIds: [orderId], origin }, LATER_MS),
      )
    ).shipmentId;
  const ships = (shipmentId: string, trackingCode: string) =>
    scene.did(() => sends(packer, 'parcel:ship', { shipmentId, carrier: 'SF', trackingCode }, LATER_MS));
  const [packedParcel, awayParcel, thereParcel] = [
    await packs(packed),
    await packs(away),
    await packs(there),
  ];
  await ships(awayParcel, 'SF-2');
  await ships(thereParcel, 'SF-3');
  await scene.did(() =>
    sends(packer, 'parcel:deliver', { shipmentId: thereParcel, deliveredAtMs: LATER_MS }, LATER_MS),
  );
  const claim = {
    itemNumber: 1,
    unitPriceMinor: PRICE,
    units: 1,
    shareBps: 5_000,
    reason: 'damaged' as const,
  };
  const { claimId } = await scene.did<{ claimId: string }>(
    () =>
      features.live(
        dai,
        streamId,
        'claim:open',
        { key: scene.key(), orderId: there, ...claim },
        LATER_MS,
        null,
      ) as never,
  );

  const desk = (name: string, command: string, request: object, actor = packer) => {
    const keyed = { key: scene.key(), ...request };
    scene.may(name, (use) => use.console(actor, streamId, command as never, keyed as never, LATER_MS));
  };
  desk("ana's first order is packed", 'parcel:pack', { orderIds: [first], origin });
  desk("ana's two orders are packed", 'parcel:pack', { orderIds: [first, second], origin });
  desk(
    'one potato of the first cannot be filled',
    'order:cannot-fill',
    {
      orderId: first,
      itemNumber: 1,
      unitPriceMinor: PRICE,
      units: 1,
    },
    host,
  );
  desk(
    'both potatoes of the first are paid back',
    'order:refund',
    {
      orderId: first,
      itemNumber: 1,
      unitPriceMinor: PRICE,
      units: 2,
    },
    host,
  );
  const cancel = { key: scene.key(), orderId: first };
  scene.may('ana cancelled the first in time', (use) =>
    use.live(ana, streamId, 'order:cancel', cancel, at('20:30'), null),
  );
  desk("ben's parcel leaves", 'parcel:ship', {
    shipmentId: packedParcel,
    carrier: 'SF',
    trackingCode: 'SF-1',
  });
  desk("ben's parcel leaves with another", 'parcel:ship', {
    shipmentId: packedParcel,
    carrier: 'ZTO',
    trackingCode: 'ZTO-1',
  });
  desk("cho's parcel is there", 'parcel:deliver', { shipmentId: awayParcel, deliveredAtMs: LATER_MS });
  desk("cho's parcel is lost", 'parcel:lose', { shipmentId: awayParcel });
  const back = (orderId: string, units: number, condition: string) => [
    { orderId, lineIndex: 0, units, condition },
  ];
  desk("cho's parcel comes back", 'parcel:take-back', {
    shipmentId: awayParcel,
    units: back(away, 2, 'sellable'),
  });
  desk("one of dai's comes back", 'parcel:take-back', {
    shipmentId: thereParcel,
    units: back(there, 1, 'sellable'),
  });
  desk("two of dai's come back", 'parcel:take-back', {
    shipmentId: thereParcel,
    units: back(there, 2, 'damaged'),
  });
  desk("dai's claim is accepted", 'claim:decide', { claimId, accepted: true });
  desk("dai's claim is declined", 'claim:decide', { claimId, accepted: false });
  const another = { key: scene.key(), orderId: there, ...claim };
  scene.may('dai claims another', (use) => use.live(dai, streamId, 'claim:open', another, LATER_MS, null));
  scene.may('dai becomes ana', ({ mergeBuyers }) => mergeBuyers(dai.buyerId, ana.buyerId));
  return scene.ready();
}
