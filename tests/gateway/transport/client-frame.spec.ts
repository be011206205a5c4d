import { expect, test } from 'vitest';
import { endOfText, headOfText, isEventAt } from '../../../server/gateway/transport/client-frame.ts';
import { MAX_FRAME_BYTES } from '../../../server/gateway/transport/max-frame-bytes.ts';
import { Sender } from '../../bench/ws-sender.ts';

const TEXT = 1;
const usual = { fin: true, opcode: TEXT, mask: true, readOnly: true, rsv1: false };
/** A frame as a client of the library writes it. */
const framed = (text: string, options: object = {}) =>
  Buffer.concat(Sender.frame(Buffer.from(text), { ...usual, ...options }));
const ORDER = '42/live,17["order:place",{"lines":[]}]';

test('a whole text message ends where the library says that it does, wherever it begins', () => {
  for (const length of [2, 3, 125, 126, 127, 600, MAX_FRAME_BYTES]) {
    const frame = framed('x'.repeat(length));
    expect([length, endOfText(frame, 0)]).toEqual([length, frame.length]);
    const second = Buffer.concat([framed(ORDER), frame, framed(ORDER)]);
    const at = framed(ORDER).length;
    expect([length, endOfText(second, at)]).toEqual([length, at + frame.length]);
  }
});

test('one that is cut anywhere, too long, or anything else is none', () => {
  const frame = framed(ORDER.padEnd(200));
  for (let length = 0; length < frame.length; length += 1) {
    expect([length, endOfText(frame.subarray(0, length), 0)]).toEqual([length, 0]);
  }
  const others = [
    framed('x'.repeat(MAX_FRAME_BYTES + 1)),
    framed('x'.repeat(70_000)),
    framed(ORDER, { mask: false }),
    framed(ORDER, { fin: false }),
    framed(ORDER, { rsv1: true }),
    framed(ORDER, { opcode: 2 }),
    framed(ORDER, { opcode: 0 }),
    framed(ORDER, { opcode: 9 }),
  ];
  expect(others.map((other) => endOfText(other, 0))).toEqual(others.map(() => 0));
});

test('its first 64 letters are read through any mask, and tell an event from what is none', () => {
  for (const text of [ORDER, ORDER.padEnd(64, '"'), ORDER.padEnd(300, 'é')]) {
    const chunk = Buffer.concat([framed('3'), framed(text)]);
    const at = framed('3').length;
    expect(headOfText(chunk, at)).toBe(Buffer.from(text).toString('latin1').slice(0, 64));
    expect(isEventAt(chunk, at)).toBe(true);
  }
  for (const text of ['', '3', '4', '40/live,{}', '41/live,', '2probe']) {
    expect([text, isEventAt(framed(text), 0)]).toEqual([text, false]);
  }
});
