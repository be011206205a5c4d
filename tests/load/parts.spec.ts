import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { payloadHash } from '../../server/application/payload-hash.ts';
import { chanceOf } from '../../server/tools/demo/market/chance.ts';
import { openLoop } from '../../server/tools/lab/open-loop.ts';
import { readOptions } from '../../server/tools/lab/options.ts';
import { keyMaker } from '../../server/tools/lab/orders/key-maker.ts';
import { orderForms, orderHash, orderRequest } from '../../server/tools/lab/orders/order-forms.ts';
import { Spread } from '../../server/tools/lab/spread.ts';
import { uuidOf } from '../../server/tools/lab/uuid-bytes.ts';
import { openWeakLine } from '../../server/tools/lab/weak-line.ts';
import { LeanSocket } from '../../server/tools/lab/wire/lean-socket.ts';
import { order } from '../../shared/market/order/contract.ts';
import { commandKey } from '../../shared/values/ids.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const offers = Array.from({ length: 10 }, (_, index) => ({
  itemNumber: index + 1,
  mostMinor: 1_990 + index,
}));
const addressId = '01999999-9999-7999-8999-999999999999';

test('[I1] a cart of the crowd keeps to the contract, and its hash is the one that the server keeps', () => {
  const key = keyMaker(1_800_000_000_000, chanceOf(3).next).textOf(12);
  for (const form of orderForms(offers, 3)) {
    const request = order.live['order:place'].request.parse(JSON.parse(orderRequest(key, form, addressId)));
    expect(new Set(request.lines.map(({ itemNumber }) => itemNumber)).size).toBe(3);
    expect(orderHash(form, addressId)).toBe(payloadHash('order:place', request));
  }
});

test('a cart may hold every item there is, and no item twice', () => {
  expect(orderForms(offers.slice(0, 7), 7)).toHaveLength(7);
  expect(() => orderForms(offers.slice(0, 2), 3)).toThrow('need as many items');
});

test('[I1] keys count on, are no others’, and are the same in bytes', () => {
  const keys = keyMaker(1_800_000_000_000, chanceOf(3).next);
  const others = keyMaker(1_800_000_000_000, chanceOf(4).next);
  expect(commandKey.safeParse(keys.textOf(0)).success).toBe(true);
  expect(keys.textOf(4_294_967_295)).toMatch(/ffffffff$/);
  expect(uuidOf(keys.bytesOf(77))).toBe(keys.textOf(77));
  expect(keys.textOf(0)).not.toBe(others.textOf(0));
});

test('a spread knows its percentiles to a hundredth', () => {
  const spread = new Spread();
  for (let ms = 1; ms <= 1_000; ms += 1) spread.add(ms);
  expect(spread.percentile(50)).toBeCloseTo(500, -1);
  expect(spread.percentile(99)).toBeCloseTo(990, -1);
  expect(spread.percentile(100)).toBe(1_000);
  expect(spread.shareWithin(100)).toBeCloseTo(0.1, 2);
  const both = new Spread();
  both.addAll(spread);
  both.add(700_000, 2);
  expect(both.count).toBe(1_002);
  expect(both.max).toBe(700_000);
  expect(new Spread().percentile(50)).toBeNaN();
});

test('the schedule is the seed’s: it neither waits for anybody nor bunches up', async () => {
  const dues = async () => {
    const due: number[] = [];
    const startMs = performance.now();
    await openLoop({ rate: 400, forMs: 300, chance: chanceOf(5).next }, (dueMs) => due.push(dueMs - startMs));
    return due;
  };
  const [first, second] = [await dues(), await dues()];
  expect(first.length).toBeGreaterThan(80);
  expect(first.length).toBeLessThan(160);
  // The start of a run is read a moment after it was asked for.
  const gaps = (due: number[]) =>
    due.slice(1).map((dueMs, index) => Math.round((dueMs - due[index]!) * 1_000));
  expect(gaps(second)).toEqual(gaps(first));
});

test('a message is whole however the network cuts it', async () => {
  const texts = [
    '3',
    'a'.repeat(125),
    'b'.repeat(126),
    'c'.repeat(70_000),
    '42/live,["d","abcdefgh",1,2,[]]',
  ];
  const wire = Buffer.concat(texts.map(framed));
  for (const step of [1, 7, 1_000, wire.length]) {
    const heard: string[] = [];
    const port = await serving((socket) => {
      for (let at = 0; at < wire.length; at += step) socket.write(wire.subarray(at, at + step));
    });
    await new Promise<void>((resolve) => {
      const lean = new LeanSocket({ host: '127.0.0.1', port }, '/', {
        opened() {},
        text(data, start, end) {
          heard.push(data.toString('latin1', start, end));
          if (heard.length === texts.length) lean.cut();
        },
        closed: resolve,
      });
    });
    expect(heard.map(({ length }) => length)).toEqual(texts.map(({ length }) => length));
    expect(heard).toEqual(texts);
  }
});

test('a weak line passes everything on, in order and slowly', async () => {
  const sent = Buffer.alloc(3_000, 'potatoes');
  const port = await serving((socket) => socket.end(sent), false);
  const line = await openWeakLine(
    { host: '127.0.0.1', port },
    { bitsPerSecond: 48_000, stalls: 0, chance: chanceOf(1).next },
  );
  closers.push(() => line.close());
  const { connect } = await import('node:net');
  const startMs = performance.now();
  const heard: Buffer[] = [];
  await new Promise<void>((resolve) => {
    const socket = connect(line.port, '127.0.0.1');
    socket.on('data', (data: Buffer) => heard.push(data));
    socket.on('close', () => resolve());
  });
  expect(Buffer.concat(heard).equals(sent)).toBe(true);
  expect(performance.now() - startMs).toBeGreaterThan(400);
});

test('options that do not go together are refused with a sentence', () => {
  const given = { viewers: '10', orders: '10', for: '5s', scenario: 'steady', frames: '2', seed: '1' };
  expect(readOptions({ ...given, for: '2m' })).toMatchObject({ forMs: 120_000, lines: 3, buyers: 10 });
  expect(readOptions({ ...given, scenario: 'drop' })).toMatchObject({ lines: 1, items: 1, units: 10_000 });
  expect(readOptions({ ...given, scenario: 'node-kills' })).toMatchObject({ nodes: 3, isPatient: true });
  expect(() => readOptions({ ...given, nodes: '3', database: 'sqlite:x.db' })).toThrow(
    'leave --url and --database out',
  );
  expect(() => readOptions({ ...given, viewers: 'many' })).toThrow('--viewers cannot be used');
  expect(() => readOptions({ ...given, warmUp: 'soon' })).toThrow('--warm-up cannot be used');
  expect(() => readOptions({ ...given, orders: '1000' })).toThrow('raise --viewers');
  expect(() => readOptions({ ...given, url: 'http://127.0.0.1:3000' })).toThrow('--url needs --slug');
  expect(() => readOptions({ ...given, url: 'http://127.0.0.1:3000', slug: 'potatoes' })).toThrow(
    '--database',
  );
  expect(() => readOptions({ ...given, slug: 'potatoes' })).toThrow('by --url');
});

/** One unmasked text frame, as a server sends it. */
function framed(text: string): Buffer {
  const { length } = text;
  const head =
    length < 126
      ? Buffer.from([0x81, length])
      : length < 65_536
        ? Buffer.from([0x81, 126, length >>> 8, length & 0xff])
        : Buffer.from([
            0x81,
            127,
            0,
            0,
            0,
            0,
            length >>> 24,
            (length >>> 16) & 0xff,
            (length >>> 8) & 0xff,
            length & 0xff,
          ]);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** A server that upgrades whoever asks, then does something with the socket. */
async function serving(then: (socket: Socket) => void, upgrades = true): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (!upgrades) {
      then(socket);
      return;
    }
    socket.once('data', () => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: ');
      socket.write(`${accept()}\r\n\r\n`);
      then(socket);
    });
  });
  closers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

/** The answer to the one key that the crowd uses. */
function accept(): string {
  return createHash('sha1')
    .update('ZmFpcmRheSBsb2FkIGxhYg==258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
    .digest('base64');
}
