import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { type LiveCommand, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { Crowd, pause } from '../crash/crowd.ts';
import { ChaosCluster } from './nodes.ts';

const ROUNDS = 12;
const ANSWER_MS = 5_000;

let cluster: ChaosCluster;
let crowd: Crowd;

beforeAll(async () => {
  cluster = await ChaosCluster.open(3);
  crowd = await Crowd.open(cluster.ground, { buyers: 6, spare: 2 + ROUNDS });
  await cluster.start();
  // A few others keep the owner busy.
  crowd.connect(cluster.door(crowd), true);
  crowd.start();
  await crowd.orders(5);
});
afterAll(() => cluster.close());

interface Answer {
  ok: boolean;
  code?: string;
  replay?: boolean;
  heldUntilMs?: number | null;
  order?: { orderId: string };
}

async function atNode(n: number, token: string, slug: string): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${cluster.nodes[n]!.server.port}/live`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token },
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  await socket.timeout(ANSWER_MS).emitWithAck('hello', { protocol: PROTOCOL_VERSION, slug });
  return socket;
}

/** Sends the very same thing until it gets a definite answer. */
async function answered(socket: Socket, command: LiveCommand, request: object): Promise<Answer> {
  for (let tries = 0; tries < 40; tries += 1) {
    const answer = (await socket.timeout(ANSWER_MS).emitWithAck(command, request)) as Answer;
    if (answer.ok || !['BUSY', 'UNAVAILABLE', 'RATE_LIMITED'].includes(answer.code ?? '')) return answer;
    await pause(100);
  }
  throw new Error('There was no definite answer.');
}

test.each([
  ['the nodes speak with each other', false],
  ['no node reaches another: each decides itself', true],
])(
  '[C12][INV6] one key at three nodes at the same moment, %s: one order, told three times',
  async (_, isApart) => {
    const { slug } = crowd.streams[1]!;
    const buyer = crowd.spare[0]!;
    const sockets = await Promise.all([0, 1, 2].map((n) => atNode(n, buyer.token, slug)));
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

test('[C11][INV6] the same frame four times, one behind the other: one order, told four times', async () => {
  const { slug } = crowd.streams[1]!;
  const buyer = crowd.spare[1]!;
  const socket = await atNode(0, buyer.token, slug);
  for (let round = 0; round < ROUNDS; round += 1) {
    const request = {
      key: systemIds.next(),
      lines: [{ itemNumber: 3, units: 1, unitPriceMinor: 2_990 }],
      expectTotalMinor: 2_990,
      addressId: buyer.addressId,
      payment: 'sandbox',
    };
    const answers = await Promise.all([1, 2, 3, 4].map(() => answered(socket, 'order:place', request)));
    expect(
      answers.every(({ ok }) => ok),
      JSON.stringify(answers),
    ).toBe(true);
    expect(new Set(answers.map(({ order }) => order?.orderId)).size).toBe(1);
  }
  socket.disconnect();
  const orders = await cluster.ground.ledger.read((ask) =>
    ask('SELECT 1 FROM orders WHERE buyer_id = ?', buyer.buyerId),
  );
  expect(orders.length).toBe(ROUNDS);
});

test('[C13][INV9] two devices, two keys, two nodes, one limit: together they get what one may have', async () => {
  const { slug } = crowd.streams[0]!;
  for (const buyer of crowd.spare.slice(2)) {
    const sockets = await Promise.all([0, 1].map((n) => atNode(n, buyer.token, slug)));
    const ask = () => ({ key: systemIds.next(), itemNumber: 2, units: 3, seenPriceMinor: 2_990 });
    const answers = await Promise.all(sockets.map((socket) => answered(socket, 'basket:add', ask())));
    // A newcomer may hold four units (H6): what is wanted beyond them is listed without a hold.
    expect(answers.filter(({ ok }) => ok).length, JSON.stringify(answers)).toBe(2);
    expect(answers.filter(({ heldUntilMs }) => heldUntilMs !== null).length, JSON.stringify(answers)).toBe(1);
    for (const socket of sockets) socket.disconnect();
  }
});

test('[INV1][INV11] and the books are whole', async () => {
  // What was sent by hand stands in no journal: only those books are looked at that need none.
  const verdict = await crowd.verdict();
  const { seqGaps, timesBack, hashesWrong, sumsWrong, rowsWrong, keysTwice, ackedMissing } = verdict;
  expect({ seqGaps, timesBack, hashesWrong, sumsWrong, rowsWrong, keysTwice, ackedMissing }).toEqual({
    seqGaps: 0,
    timesBack: 0,
    hashesWrong: 0,
    sumsWrong: [],
    rowsWrong: [],
    keysTwice: 0,
    ackedMissing: 0,
  });
  crowd.disconnect();
});
