import { describe, expect, test } from 'vitest';
import { collectKeyFrame } from '../../server/adapters/mediasoup/still/key-frame.ts';
import { openStills } from '../../server/media/stills.ts';

/** An RTP packet. @param more a header extension and padding, as browsers send them */
function packet(
  sequence: number,
  timestamp: number,
  isLast: boolean,
  payload: number[],
  more = false,
): Buffer {
  const head = Buffer.alloc(12);
  head[0] = more ? 0xb0 : 0x80;
  head[1] = (isLast ? 0x80 : 0) | 96;
  head.writeUInt16BE(sequence & 0xffff, 2);
  head.writeUInt32BE(timestamp, 4);
  const extension = more ? [0xbe, 0xde, 0, 1, 0x10, 1, 0, 0] : [];
  const padding = more ? [0, 0, 3] : [];
  return Buffer.concat([head, Buffer.from([...extension, ...payload, ...padding])]);
}

/** Bare descriptor, start of a frame or not; the first byte of a frame is even if it is a key frame. */
const vp8 = (isStart: boolean, ...bytes: number[]) => [isStart ? 0x10 : 0, ...bytes];
/** With a picture id of two bytes, a layer index and a key index, as Chromium sends it. */
const vp8Long = (isStart: boolean, ...bytes: number[]) => [
  isStart ? 0x90 : 0x80,
  0xf0,
  0x81,
  2,
  3,
  4,
  ...bytes,
];

describe('a key frame of VP8', () => {
  test('is whole as soon as its last packet has come, whatever came first, over the end of the numbers', () => {
    const collector = collectKeyFrame('VP8');
    expect(collector.take(packet(0, 9, true, vp8Long(false, 30), true))).toBeNull();
    expect(collector.take(packet(0xffff, 9, false, vp8(false, 20)))).toBeNull();
    expect(collector.take(packet(0xfffe, 9, false, vp8Long(true, 10, 11), true))).toEqual(
      Buffer.from([10, 11, 20, 30]),
    );
  });

  test('is not made of another frame, of one that hangs on others, or of one with a gap', () => {
    const collector = collectKeyFrame('VP8');
    const packets = [
      packet(1, 1, true, vp8(true, 11)),
      packet(2, 2, false, vp8(true, 10)),
      packet(4, 2, true, vp8(false, 30)),
      packet(5, 3, true, vp8(false, 30)),
      Buffer.from([0x80]),
      packet(6, 4, true, []),
    ];
    for (const each of packets) expect(collector.take(each)).toBeNull();
    expect(collector.take(packet(3, 2, false, vp8(false, 20)))).toEqual(Buffer.from([10, 20, 30]));
  });
});

describe('a key frame of H264', () => {
  const SPS = [0x67, 1];
  const PPS = [0x68, 2];

  test('has its parameter sets, and its picture put together again', () => {
    const collector = collectKeyFrame('H264');
    expect(collector.take(packet(1, 5, false, [0x78, 0, 2, ...SPS, 0, 2, ...PPS]))).toBeNull();
    expect(collector.take(packet(2, 5, false, [0x7c, 0x85, 10]))).toBeNull();
    expect(collector.take(packet(3, 5, true, [0x7c, 0x45, 20]))).toEqual(
      Buffer.from([0, 0, 0, 1, ...SPS, 0, 0, 0, 1, ...PPS, 0, 0, 0, 1, 0x65, 10, 20]),
    );
  });

  test('is none without a picture, or with one that hangs on others', () => {
    const collector = collectKeyFrame('H264');
    expect(collector.take(packet(1, 5, true, SPS))).toBeNull();
    expect(collector.take(packet(2, 6, false, SPS))).toBeNull();
    expect(collector.take(packet(3, 6, true, [0x61, 9]))).toBeNull();
  });
});

describe('stills', () => {
  function aMarket(everyMs = 5_000) {
    const market = { nowMs: 1_000_000, taken: 0, next: null as Uint8Array | 'nothing' | null };
    const clock = { nowMs: () => market.nowMs };
    const stills = openStills(everyMs, clock, async () => {
      market.taken += 1;
      return market.next;
    });
    return { market, of: () => stills.of('potato-day') };
  }
  const [first, second] = [Buffer.from([1]), Buffer.from([2])];

  test('of one stream are taken at most once in the time that was set, however many ask', async () => {
    const { market, of } = aMarket();
    market.next = first;
    expect(await Promise.all(Array.from({ length: 40 }, of))).toEqual(Array(40).fill(first));
    expect(market.taken).toBe(1);
    market.next = second;
    market.nowMs += 4_999;
    expect(await of()).toBe(first);
    market.nowMs += 1;
    expect(await of()).toBe(second);
    expect(market.taken).toBe(2);
  });

  test('that do not come in time leave the one before, for half a minute', async () => {
    const { market, of } = aMarket();
    market.next = first;
    await of();
    market.next = null;
    market.nowMs += 29_999;
    expect(await of()).toBe(first);
    market.nowMs += 5_000;
    expect(await of()).toBeNull();
  });

  test('are gone at once with the picture, and none are taken where they are switched off', async () => {
    const { market, of } = aMarket();
    market.next = first;
    await of();
    market.next = 'nothing';
    market.nowMs += 5_000;
    expect(await of()).toBeNull();
    const off = aMarket(0);
    off.market.next = first;
    expect(await off.of()).toBeNull();
    expect(off.market.taken).toBe(0);
  });
});
