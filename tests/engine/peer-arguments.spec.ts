import { describe, expect, test } from 'vitest';
import type { Application } from '../../server/application/application.ts';
import { isMediaUse, mediaArguments } from '../../server/media/peer-arguments.ts';
import { answerPeers } from '../../server/peers/answer.ts';
import { onlyInForm } from '../../server/peers/arguments.ts';
import { askedExamples } from '../../server/tools/docs/api-docs/examples.ts';
import { consoleCommands, liveCommands } from '../../shared/protocol.ts';

const ID = '0190a000-0000-7000-8000-000000000001';
const NOW = 1_790_000_000_000;
/** How old a command is that was read at another node. */
const AGE = 250;
const READ_AT = NOW - AGE;
const buyer = { buyerId: ID, allIds: [ID], pagesAt: 'https://market.example', isPracticeOff: true };
const staff = { staffId: ID, name: 'Mei', role: 'host', device: 'a'.repeat(64) };
const notice = { noticeId: 'n-1', paymentId: ID, orderId: ID, amountMinor: 5_980, outcome: 'paid' };

/** A node that decides nothing: what it was asked to decide, and what it answers. */
function aNode() {
  const decided: unknown[][] = [];
  const note = async (...args: unknown[]) => {
    decided.push(args);
    return { ok: true, seq: 1 };
  };
  const local = {
    live: note,
    requestShows: note,
    orderStatus: note,
    console: note,
    payment: note,
  } as unknown as Application;
  const answer = onlyInForm(
    answerPeers(local, { stream: async () => null } as never, { steadyMs: () => NOW }),
  );
  return { decided, ask: async (use: string, args: unknown[]) => (await answer({ use, args })).value };
}

/** As it travels. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('what another node forwards', () => {
  test('arrives as it was judged at the front door: each command, in every form that it has', async () => {
    const { decided, ask } = aNode();
    let count = 0;
    for (const [use, commands, actor, more, here] of [
      ['live', liveCommands, buyer, [AGE, NOW - 1_000], [READ_AT, NOW - 1_000]],
      ['console', consoleCommands, staff, [AGE], [READ_AT]],
    ] as const) {
      for (const [command, { request: schema, decidedBy }] of Object.entries(commands)) {
        if (decidedBy !== 'stream') continue;
        for (const { name, value } of askedExamples(command as never, schema)) {
          const request = schema.parse(value);
          expect(await ask(use, sent([actor, ID, command, request, ...more])), `${command} ${name}`).toEqual({
            ok: true,
            seq: 1,
          });
          expect(decided.at(-1)).toEqual(sent([actor, ID, command, request, ...here]));
          count += 1;
        }
      }
    }
    expect(count).toBeGreaterThan(40);
    expect(await ask('orderStatus', [buyer, ID, ID])).toMatchObject({ ok: true });
    expect(await ask('orderStatus', [buyer, ID, ID, true])).toMatchObject({ ok: true });
    expect(
      await ask(
        'live',
        sent([{ buyerId: ID, allIds: [ID] }, ID, 'order:cancel', { key: ID, orderId: ID }, AGE, null]),
      ),
    ).toMatchObject({ ok: true });
    await ask('requestShows', [[{ buyerId: ID, itemNumber: 2 }], ID, AGE]);
    expect(decided.at(-1)).toEqual([[{ buyerId: ID, itemNumber: 2 }], ID, READ_AT]);
    await ask('payment', [notice, AGE]);
    expect(decided.at(-1)).toEqual([notice, READ_AT]);
  });

  test('in no known form is refused with its place, and no rule ever sees it', async () => {
    const { decided, ask } = aNode();
    const cancel = { key: ID, orderId: ID };
    const wrong: [use: string, args: unknown[], field: string][] = [
      ['live', [], 'args'],
      ['requestShows', [[{ buyerId: ID, itemNumber: 0 }], ID, AGE], 'args.0.0.itemNumber'],
      ['requestShows', [Array(2_001).fill({ buyerId: ID, itemNumber: 1 }), ID, AGE], 'args.0'],
      ['live', [{ ...buyer, buyerId: 'somebody' }, ID, 'order:cancel', cancel, AGE, null], 'args.0.buyerId'],
      ['live', [{ ...buyer, allIds: [] }, ID, 'order:cancel', cancel, AGE, null], 'args.0.allIds'],
      ['live', [buyer, 'a stream', 'order:cancel', cancel, AGE, null], 'args.1'],
      ['live', [buyer, ID, 'stream:end', cancel, AGE, null], 'args.2'],
      ['live', [buyer, ID, '__proto__', cancel, AGE, null], 'args.2'],
      ['live', [buyer, ID, 'hello', cancel, AGE, null], 'args.2'],
      ['live', [buyer, ID, 'order:cancel', { key: ID }, AGE, null], 'args.3.orderId'],
      ['live', [buyer, ID, 'order:cancel', { ...cancel, price: 1 }, AGE, null], 'args.3'],
      ['live', [buyer, ID, 'order:cancel', cancel, 'now', null], 'args.4'],
      // Nobody waits so long for an answer, and nothing was read in the future.
      ['live', [buyer, ID, 'order:cancel', cancel, 2_001, null], 'args.4'],
      ['live', [buyer, ID, 'order:cancel', cancel, -1, null], 'args.4'],
      ['console', [{ ...staff, role: 'god' }, ID, 'stream:end', { key: ID }, AGE], 'args.0.role'],
      ['console', [staff, ID, 'order:place', { key: ID }, AGE], 'args.2'],
      ['console', [staff, ID, 'media:open', {}, AGE], 'args.2'],
      ['orderStatus', [buyer, ID, 'a key'], 'args'],
    ];
    for (const [use, args, field] of wrong) {
      const refused = (await ask(use, args)) as { code: string; field: string };
      expect(refused, JSON.stringify(args)).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
      expect(refused.field.startsWith(field), `${refused.field} for ${field}`).toBe(true);
    }
    await expect(ask('payment', [{ ...notice, amountMinor: '5980' }, AGE])).rejects.toThrow(
      'args.0.amountMinor',
    );
    await expect(ask('mergeBuyers', [ID, ID])).rejects.toThrow('Nothing called mergeBuyers');
    await expect(ask('constructor', [])).rejects.toThrow('Nothing called constructor');
    expect(decided).toEqual([]);
  });
});

describe('what another node asks about live video', () => {
  const codecs = { codecs: [{ mimeType: 'audio/opus', payloadType: 100, rtcpFeedback: [] }], mid: '0' };
  const pipe = {
    ...{ streamId: ID, node: 'node-1', address: 'ws://node-1:3100', call: codecs },
    point: { ip: '10.0.0.1', port: 41_000, srtp: { cryptoSuite: 'AEAD_AES_256_GCM', keyBase64: 'AAAA' } },
  };
  const session = { kind: 'whep', slug: 'potato-day', sessionId: 'abc', key: null };
  const seat = { seatId: ID, isStaff: false };

  test('is taken in its own form', () => {
    const right: [use: string, args: unknown[]][] = [
      ['publish', ['potato-day', 'key', 'OBS', 'v=0']],
      ['play', ['potato-day', '203.0.113.9', 'v=0']],
      ['find', [session]],
      ['session', ['end', session]],
      ['pipe', [pipe]],
      ['send', [ID, 'node-1', ID, ID]],
      ['shut', [ID, 'node-1', null]],
      ['playlist', ['potato-day']],
      ['piece', ['potato-day', 'v0-1.m4s', 131_072]],
      ['seat', [ID, 'node-1', seat, 'media:leave', {}]],
      ['leave', [ID, 'node-1', ID]],
      ['news', [ID, 'node-1', 0, 12]],
    ];
    for (const [use, args] of right) {
      expect(isMediaUse(use) && mediaArguments(use, sent(args)), use).toEqual({ ok: true, value: args });
    }
  });

  test('and in no other', () => {
    const wrong: [use: string, args: unknown[]][] = [
      ['publish', ['potato-day', 7, 'OBS', 'v=0']],
      ['play', ['potato-day']],
      ['find', [{ ...session, kind: 'file' }]],
      ['session', ['constructor', session]],
      ['pipe', [{ ...pipe, point: { ...pipe.point, port: 0 } }]],
      ['pipe', [{ ...pipe, call: {} }]],
      ['piece', ['potato-day', 'v0-1.m4s', -1]],
      ['seat', [ID, 'node-1', seat, 'stream:end', {}]],
      ['seat', [ID, 'node-1', seat, 'toString', {}]],
      ['seat', [ID, 'node-1', seat, 'media:connect', { dtls: 1 }]],
      ['news', ['a stream', 'node-1', 0, 12]],
    ];
    for (const [use, args] of wrong) {
      const refused = isMediaUse(use) && mediaArguments(use, args);
      expect(refused, `${use} ${JSON.stringify(args)}`).toMatchObject({
        ok: false,
        refusal: { code: 'BAD_REQUEST', field: expect.stringMatching(/^args/) },
      });
    }
    for (const use of ['toString', '__proto__', 'close']) expect(isMediaUse(use)).toBe(false);
  });
});
