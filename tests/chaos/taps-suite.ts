import { io, type Socket } from 'socket.io-client';
import { expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { type LiveCommand, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { type Crowd, pause } from '../crash/crowd.ts';
import type { Ground } from '../crash/ground.ts';

/** How often each of these is done. */
export const ROUNDS = 12;
/** Buyers whom nobody plays that the suite takes from the end of a crowd's spare ones. */
export const SPARE = 1 + ROUNDS;
const ANSWER_MS = 5_000;

/** A market that is open, with a crowd that keeps it busy. */
export interface TapScene {
  ground: Ground;
  crowd: Crowd;
  /** Where its servers listen: one, or several. */
  ports: number[];
}

export interface Answer {
  ok: boolean;
  code?: string;
  replay?: boolean;
  heldUntilMs?: number | null;
  order?: { orderId: string };
}

/** A device of a buyer, welcome on a stream. */
export async function deviceAt(port: number, token: string, slug: string): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${port}/live`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token },
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  await socket.timeout(ANSWER_MS).emitWithAck('hello', { protocol: PROTOCOL_VERSION, slug });
  return socket;
}

/** Sends the very same thing until it gets a definite answer. */
export async function answered(socket: Socket, command: LiveCommand, request: object): Promise<Answer> {
  for (let tries = 0; tries < 40; tries += 1) {
    const answer = (await socket.timeout(ANSWER_MS).emitWithAck(command, request)) as Answer;
    if (answer.ok || !['BUSY', 'UNAVAILABLE', 'RATE_LIMITED'].includes(answer.code ?? '')) return answer;
    await pause(100);
  }
  throw new Error('There was no definite answer.');
}

/** What arrives more often than it was meant to, and a limit that two devices share: on one server and on several. */
export function taps(scene: () => TapScene): void {
  test('[C11][INV6] the same frame four times, one behind the other: one order, told four times', async () => {
    const { crowd, ports } = scene();
    const { slug } = crowd.streams[1]!;
    const buyer = crowd.spare.at(-SPARE)!;
    const socket = await deviceAt(ports[0]!, buyer.token, slug);
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
    const orders = await scene().ground.ledger.read((ask) =>
      ask('SELECT 1 FROM orders WHERE buyer_id = ?', buyer.buyerId),
    );
    expect(orders.length).toBe(ROUNDS);
  });

  test('[C13][INV9] two devices, two keys, one limit: together they get what one may have', async () => {
    const { crowd, ports } = scene();
    const { slug } = crowd.streams[0]!;
    for (const buyer of crowd.spare.slice(-ROUNDS)) {
      const sockets = await Promise.all(
        [ports[0]!, ports.at(-1)!].map((port) => deviceAt(port, buyer.token, slug)),
      );
      const ask = () => ({ key: systemIds.next(), itemNumber: 2, units: 3, seenPriceMinor: 2_990 });
      const answers = await Promise.all(sockets.map((socket) => answered(socket, 'cart:add', ask())));
      // A newcomer may hold four units (H6): what is wanted beyond them is listed without a hold.
      expect(answers.filter(({ ok }) => ok).length, JSON.stringify(answers)).toBe(2);
      expect(answers.filter(({ heldUntilMs }) => heldUntilMs !== null).length, JSON.stringify(answers)).toBe(
        1,
      );
      for (const socket of sockets) socket.disconnect();
    }
  });

  test('[INV1][INV11] and the books are whole', async () => {
    // What was sent by hand stands in no journal: only those books are looked at that need none.
    const verdict = await scene().crowd.verdict();
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
    scene().crowd.disconnect();
  });
}
