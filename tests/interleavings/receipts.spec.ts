import { expect, test } from 'vitest';
import { makeReceipt } from '../../server/application/receipt.ts';
import type { LiveRequest } from '../../shared/protocol.ts';
import { at } from '../builders/market.ts';
import { exploreAll, pairsOf, triplesOf } from './explore-all.ts';
import { Scene, type SceneBuyer } from './scene.ts';
import { FLASH, goOnAir, PRICE } from './scenes/on-air.ts';
import { plainSecrets } from './stage.ts';

/** The flash runs from 20:00 to 20:01; these taps were read in its last second, and come again ten seconds later. */
const TAPPED = at('20:00:59.500');
const AGAIN = at('20:01:10');

/** The moments after a flash of which one unit is left, and others had no answer in time. */
async function afterTheFlash() {
  const scene = await Scene.open(at('20:00'));
  const { streamId, ana, ben, cho, dai, seenFlash } = await goOnAir(scene, false);
  const byReceipt = (name: string, buyer: SceneBuyer, units = 1) => {
    const request: LiveRequest<'cart:add'> = { ...seenFlash, units, key: scene.key() };
    const tried = { actor: buyer, streamId, command: 'cart:add' as const, request };
    request.receipt = makeReceipt(plainSecrets, tried, TAPPED);
    scene.may(name, 'cart:add', (market) => market.live(buyer, streamId, 'cart:add', request, AGAIN, null));
  };
  byReceipt('dai adds the last of the flash', dai);
  byReceipt('dai adds it again', dai);
  byReceipt('ben adds the last of the flash', ben);
  byReceipt('cho adds two of the flash', cho, 2);
  const quinoa = { itemNumber: 3, units: 1 };
  scene.buyerMay('ana removes her flash quinoa', ana, streamId, 'cart:remove', quinoa, AGAIN);
  const listed = { ...quinoa, units: 4, seenPriceMinor: PRICE };
  scene.buyerMay('ana adds quinoa at list price', ana, streamId, 'cart:add', listed, AGAIN);
  scene.staffMay('quinoa is stopped', streamId, 'stock:stop', { itemNumber: 3 }, scene.host, AGAIN);
  scene.may('cho becomes ana', null, ({ mergeBuyers }) => mergeBuyers(cho.buyerId, ana.buyerId));
  scene.may('cho becomes dai', null, ({ mergeBuyers }) => mergeBuyers(cho.buyerId, dai.buyerId));
  const ready = await scene.ready();
  // No frame is read before its time: the end of the flash is overdue, and nobody has written it yet.
  ready.nowMs = AGAIN;
  return ready;
}

test('[F5] every pair of taps with receipts, and of what touches their units, is as one after the other', async () => {
  const scene = await afterTheFlash();
  const tally = await exploreAll(scene, pairsOf(scene.calls), { most: 60 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.groups).toBe(45);
});

test('[F5] [C12] three at once are as one after the other, on one node and on two', async () => {
  const scene = await afterTheFlash();
  const calls = scene.calls.filter(({ name }) => name.includes('flash'));
  for (const nodes of [1, 2]) {
    const tally = await exploreAll(scene, triplesOf(calls), { most: 20, nodes });
    expect(tally.anomalies).toEqual([]);
    expect(tally.groups).toBe(4);
  }
});

test('[F5] alone each of them has the price of its tap', async () => {
  const scene = await afterTheFlash();
  const tap = scene.call('dai adds the last of the flash');
  const answer = await tap.send(scene.market, AGAIN, scene.stage.clock);
  expect(answer).toMatchObject({ ok: true, unitPriceMinor: FLASH });
});
