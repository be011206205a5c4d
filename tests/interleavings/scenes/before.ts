import { claimMediaHome } from '../../../server/market/broadcast/media.ts';
import { recordingFailed } from '../../../server/market/broadcast/recording.ts';
import { accepted } from '../../builders/engine-house.ts';
import type { Scene } from '../scene.ts';
import { ALL_OF_IT } from './on-air.ts';

/** The evening before: two streams that want the same goods, a rehearsal, a good that two people enter. */
export async function evening(scene: Scene): Promise<void> {
  const { market, host } = scene;
  const potato = await scene.product('potato', 14);
  const walnut = await scene.product('walnut', 12);
  const { streamId, slug } = await scene.stream('Market day');
  const other = await scene.stream('Other day');
  const { productId } = potato;
  const lastWeek = await scene.stream('Last week');
  await scene.did(lastWeek.streamId, 'lineup:add', { productId, units: 2 });
  await scene.did(streamId, 'lineup:add', { productId, units: 5 });
  await scene.did(streamId, 'lineup:add', { productId: walnut.productId, units: 5 });
  await scene.did(streamId, 'stream:make-ingest-key', {});
  const rehearsal = accepted(await market.rehearse(host, slug)).stream;
  const now = await market.consoleFrame(streamId);
  const rehearsed = await market.consoleFrame(rehearsal.streamId);
  const first = { itemNumber: 1, version: now.items.find(({ itemNumber }) => itemNumber === 1)!.version };
  const order = [2, 1];

  const may = scene.staffMay.bind(scene) as typeof scene.staffMay;
  may('seven potatoes go to this stream', streamId, 'lineup:add', { productId, units: 7 });
  may('five potatoes go to the other', other.streamId, 'lineup:add', { productId, units: 5 });
  scene.askMay('the other stream sells in dollars', 'setCurrency', host, {
    params: { slug: other.slug },
    body: { key: scene.key(), currency: 'USD' },
  });
  may('the stream goes on air', streamId, 'stream:go-live', {});
  may('the stream is cancelled', streamId, 'stream:cancel', {});
  may('the other stream is cancelled', other.streamId, 'stream:cancel', {});
  may('potatoes get a price', streamId, 'lineup:set-price', { ...first, priceMinor: 2_500 });
  may('potatoes are taken out', streamId, 'lineup:remove', first);
  may('the bag is turned round', streamId, 'lineup:reorder', { order, version: now.lineupVersion });
  may('the bag is turned round in the rehearsal', rehearsal.streamId, 'lineup:reorder', {
    order,
    version: rehearsed.lineupVersion,
  });
  may('the rehearsal ends', rehearsal.streamId, 'stream:end', {});
  scene.askMay('another rehearsal begins', 'rehearse', host, { params: { slug } });
  const made = { ...scene.streamRequest('A third day'), key: scene.key() };
  scene.askMay('a stream is made', 'createStream', host, { body: made });
  const stranger = scene.staff('host');
  scene.askMay('somebody else makes a stream of that key', 'createStream', stranger, { body: made });
  const lineupId = scene.key();
  accepted(await market.saveLineup(host, slug, { key: lineupId, name: 'Fridays' }));
  const save = (name: string, as: string) =>
    scene.askMay(name, 'saveLineup', host, { params: { slug }, body: { key: scene.key(), name: as } });
  save('the lineup is saved', 'Saturdays');
  save('it is saved under the same name', 'Saturdays');
  scene.askMay('a saved lineup is deleted', 'deleteLineup', host, { params: { lineupId } });
  scene.askMay('a stream is made as that of last week', 'copyStream', host, {
    body: { key: scene.key(), title: 'A copy', scheduledAtMs: scene.nowMs, from: lastWeek.slug },
  });
  // As it was shown before anything of this happens.
  const { plan } = await market.previewImport(TABLE, 'CNY');
  goodsBefore(scene, productId, plan);
  videoBefore(scene, streamId);
  pricesBefore(scene, streamId, slug);
}

/** The tea that somebody else enters as well. */
const TABLE = Buffer.from('name,producer,price,units,sku\nTea,Li,9.00,3,T-1\n');

/** The catalogue and the warehouse, which every stream takes its goods from. */
function goodsBefore(scene: Scene, productId: string, plan: string): void {
  const { host } = scene;
  const tea = {
    name: 'Tea',
    producer: 'Li',
    sku: 'T-1',
    priceMinor: 900,
    currency: 'CNY',
    warehouseUnits: 3,
  };
  scene.askMay('a good is entered', 'createProduct', host, { body: { key: scene.key(), ...tea } });
  scene.askMay('the same sku is entered', 'createProduct', host, { body: { key: scene.key(), ...tea } });
  const operator = scene.staff('operator');
  scene.areTwins('a good is entered', 'the same sku is entered');
  const change = (name: string, changes: { unitsDelta: number; priceMinor?: number }) =>
    scene.askMay(name, 'changeProduct', operator, {
      params: { productId },
      body: { key: scene.key(), ...changes },
    });
  scene.askMay('potatoes are archived', 'changeProduct', operator, {
    params: { productId },
    body: { key: scene.key(), isArchived: true },
  });
  scene.askMay('potatoes are called vegetables', 'changeProducts', operator, {
    body: {
      ...{ key: scene.key(), productIds: [productId], currency: 'CNY' },
      changes: { category: '蔬菜', isArchived: false },
    },
  });
  const taken = { currency: 'CNY', plan, key: scene.key() };
  scene.may('a table of goods is taken', 'takeImport', (market) => market.takeImport(operator, TABLE, taken));
  change('three potatoes are counted out of the warehouse', { unitsDelta: -3 });
  change('a potato comes in and all cost more', { unitsDelta: 1, priceMinor: 3_500 });
}

/** What is set up for the broadcast; and, nobody's command, two servers that have the camera, and a disk that is full. */
function videoBefore(scene: Scene, streamId: string): void {
  scene.staffMay('a new key for programs is made', streamId, 'stream:make-ingest-key', {});
  scene.staffMay('the key for programs is taken away', streamId, 'stream:revoke-ingest-key', {});
  const url = 'https://video.example/live.m3u8';
  scene.staffMay('it can be played elsewhere', streamId, 'stream:set-playback-url', { url });
  scene.staffMay('it will be recorded', streamId, 'stream:record', { isOn: true });
  scene.logMayHear('there is no room to record', streamId, (state) =>
    recordingFailed(state, { problem: 'disk' }),
  );
  for (const node of ['one', 'another']) {
    const home = { node, address: `http://${node}`, gone: null };
    scene.logMayHear(`${node} server has the camera`, streamId, (state) => claimMediaHome(state, home));
  }
  scene.areTwins('one server has the camera', 'another server has the camera');
}

/** Vouchers with one code, and what sending costs, set over HTTP. */
function pricesBefore(scene: Scene, streamId: string, slug: string): void {
  for (const name of ['a voucher is made', 'another is made with its code']) {
    scene.staffMay(name, streamId, 'voucher:create', {
      code: 'MARKET',
      off: { kind: 'amount', offMinor: 100 },
      fromMinor: 0,
      scope: { kind: 'shop' },
      fundedBy: 'shop',
      startsAtMs: null,
      endsAtMs: scene.nowMs + 3_600_000,
      cap: 1,
      perBuyerCap: 1,
    });
  }
  scene.areTwins('a voucher is made', 'another is made with its code');
  const table = { tiers: [{ upToGrams: 20_000, feeMinor: 300 }], capMinor: null, freeFromMinor: null };
  scene.askMay('a parcel costs money', 'setShipping', scene.host, {
    params: { slug },
    body: { key: scene.key(), version: 0, origin: 'Jianchuan', table },
  });
  scene.askMay('newcomers may keep all', 'setBounds', scene.host, {
    params: { slug },
    body: { key: scene.key(), version: 0, bounds: ALL_OF_IT },
  });
  const page = { title: 'Potato day', titleEn: 'Potatoes', scheduledAtMs: scene.nowMs + 7_200_000 };
  scene.askMay('it is put off, under another title', 'describeStream', scene.host, {
    params: { slug },
    body: { key: scene.key(), version: 0, page },
  });
  const terms = {
    ...{ holdMs: 900_000, flashHoldMs: 180_000, payMs: 600_000, flashPayMs: 300_000 },
    ...{ maxPins: 2, strictRecentLow: true },
  };
  scene.askMay('it reserves for longer', 'setStreamTerms', scene.host, {
    params: { slug },
    body: { key: scene.key(), version: 0, terms },
  });
  const overseas = { currency: 'USD', language: 'en' as const, rateMicros: 140_000, countries: ['SG'] };
  scene.askMay('it is sold abroad', 'setOverseas', scene.host, {
    params: { slug },
    body: { key: scene.key(), version: 0, overseas },
  });
}
