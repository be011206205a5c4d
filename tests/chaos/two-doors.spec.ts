import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { Crowd } from '../crash/crowd.ts';
import { ChaosCluster } from './nodes.ts';
import { answered, deviceAt, ROUNDS, SPARE, taps } from './taps-suite.ts';

let cluster: ChaosCluster;
let crowd: Crowd;

beforeAll(async () => {
  cluster = await ChaosCluster.open(3);
  crowd = await Crowd.open(cluster.ground, { buyers: 6, spare: 1 + SPARE });
  await cluster.start();
  // A few others keep the owner busy.
  crowd.connect(cluster.door(crowd), true);
  crowd.start();
  await crowd.orders(5);
});
afterAll(() => cluster.close());

test.each([
  ['the nodes speak with each other', false],
  ['no node reaches another: each decides itself', true],
])(
  '[C12][INV6] one key at three nodes at the same moment, %s: one order, told three times',
  async (_, isApart) => {
    const { slug } = crowd.streams[1]!;
    const buyer = crowd.spare[0]!;
    const sockets = await Promise.all(
      cluster.nodes.map(({ server }) => deviceAt(server.port, buyer.token, slug)),
    );
    if (isApart) for (const { fromPeers } of cluster.nodes) fromPeers.cut();
    for (let round = 0; round < ROUNDS; round += 1) {
      const request = {
        key: systemIds.next(),
        lines: [{ itemNumber: 2, units: 1, unitPriceMinor: 2_990 }],
        expectTotalMinor: 2_990,
        addressId: buyer.addressId,
        payment: 'sandbox',
      };
      const answers = await Promise.all(sockets.map((socket) => answered(socket, 'order:place', request)));
      const orderIds = new Set(answers.map(({ order }) => order?.orderId));
      expect(
        answers.map(({ ok }) => ok),
        JSON.stringify(answers),
      ).toEqual([true, true, true]);
      expect(orderIds.size).toBe(1);
      const keys = await cluster.ground.ledger.read((ask) =>
        ask<{ reply: string }>('SELECT reply FROM command_key WHERE key = ?', request.key),
      );
      expect(keys.length).toBe(1);
      expect(keys[0]!.reply).toContain([...orderIds][0]);
    }
    for (const { fromPeers } of cluster.nodes) fromPeers.heal();
    for (const socket of sockets) socket.disconnect();
    const orders = await cluster.ground.ledger.read((ask) =>
      ask('SELECT 1 FROM orders WHERE buyer_id = ?', buyer.buyerId),
    );
    expect(orders.length % ROUNDS).toBe(0);
  },
);

taps(() => ({
  ground: cluster.ground,
  crowd,
  ports: cluster.nodes.map(({ server }) => server.port),
}));
