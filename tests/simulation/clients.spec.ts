import { expect, test } from 'vitest';
import { refusalAck } from '../../server/application/ack.ts';
import { Complaints } from './checks/complaints.ts';
import { Buyer } from './clients/buyer.ts';
import { Journal } from './clients/journal.ts';
import { Lines } from './clients/line.ts';
import type { Viewer } from './clients/viewer.ts';
import { Tally } from './faults/tally.ts';
import { calm } from './faults/weather.ts';
import { Chance } from './world/chance.ts';
import { drive } from './world/drive.ts';
import { Life } from './world/life.ts';
import type { Node, Server } from './world/node.ts';
import { World } from './world/world.ts';

test('a buyer who has changed a product too often is told so, as on the page, and does not wait for the hour', async () => {
  const world = new World(new Chance(1), false);
  const application = {
    timeOf: (_streamId: string, steadyMs: number) => steadyMs,
    live: async () => refusalAck({ code: 'RATE_LIMITED', retryAfterMs: 3_600_000 }),
  };
  const server = { life: new Life('n1.1'), clock: { steadyMs: () => world.nowMs }, application };
  const node = { name: 'n1', server: server as unknown as Server } as Node;
  const lines = new Lines(world, [node], new Complaints(), calm, new Tally());
  const journal = new Journal();
  const viewer = { node, view: { order: [1], stock: {} }, joinedAtMs: null } as unknown as Viewer;
  const buyer = new Buyer(
    { world, lines, journal, streamId: 'stream' },
    { buyerId: 'b1', addressId: 'address-b1', viewer, network: null },
  );
  await drive(world, 'A tap', buyer.waits());
  expect(buyer.busy).toBe(0);
  const [entry] = journal.entries.values();
  expect(entry).toMatchObject({ command: 'waitlist:join', settled: null });
  expect(entry!.answers.map(({ ack }) => ack)).toMatchObject([{ code: 'RATE_LIMITED' }]);
});
