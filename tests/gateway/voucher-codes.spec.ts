import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { VoucherCodes } from '../../shared/market/voucher/contract.ts';
import type { LiveReply } from '../../shared/protocol.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { DAY, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const CODE = 'HARVEST7';
const LINES = [{ itemNumber: 1, units: 1, unitPriceMinor: 1_990 }];

describe('a code over the wire', () => {
  let market: AuditMarket;
  let url: string;
  let voucherId: string;
  const sockets: Socket[] = [];
  /** All that came to anybody's socket, announcements and answers alike, but for what a buyer's own code brought. */
  const told: string[] = [];

  beforeAll(async () => {
    market = await AuditMarket.open(await openMemory());
    url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
    await market.adds(40, 1_990);
    accepted(await market.floor('stream:go-live', {}));
    const made = await market.floor('voucher:create', {
      ...{ name: 'Harvest', code: CODE, off: { kind: 'amount', offMinor: 500 }, fromMinor: 0 },
      ...{ scope: { kind: 'shop' }, fundedBy: 'shop', startsAtMs: null, cap: 10, perBuyerCap: 9 },
      endsAtMs: market.clock.nowMs() + DAY,
    });
    voucherId = accepted(made).voucherId;
  });
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await market.close();
  });

  /** Somebody on the stream's page, with all that it hears. */
  async function aViewer(): Promise<Socket> {
    const made = await fetch(`${url}/api/v1/guest`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    });
    const { token } = (await made.json()) as { token: string };
    const options = { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token } };
    const socket = io(`${url}/live`, options);
    sockets.push(socket);
    socket.onAny((...event) => told.push(JSON.stringify(event)));
    const welcome = await ask(socket, 'hello', { protocol: PROTOCOL_VERSION, slug: 'audit-day' });
    expect(welcome).toMatchObject({ ok: true });
    told.push(JSON.stringify(welcome));
    const hold = { key: market.ids.next(), itemNumber: 1, units: 1, seenPriceMinor: 1_990 };
    expect(await ask(socket, 'cart:add', hold)).toMatchObject({ ok: true });
    return socket;
  }

  const ask = (socket: Socket, command: string, request: object): Promise<object> =>
    socket.timeout(20_000).emitWithAck(command, request);
  async function quote(socket: Socket, code?: string) {
    const request = { lines: LINES, addressId: null, ...(code !== undefined && { code }) };
    const ack = (await ask(socket, 'order:quote', request)) as Ack<LiveReply<'order:quote'>>;
    return accepted(ack);
  }

  async function codesAs(staffId: string, role: 'host' | 'assistant') {
    const token = market.app.secrets.randomToken();
    const { directory } = market.stores;
    await directory.addStaff({
      ...{ staffId, email: `${staffId}@example.org`, name: 'S', role, producerId: null, passwordHash: '' },
    });
    const tokenHash = market.app.secrets.digest(token);
    await directory.addSession({ tokenHash, staffId, untilMs: market.clock.nowMs() + DAY });
    const headers = { cookie: `fairday_staff=${token}`, origin: url };
    const answer = await fetch(`${url}/api/v1/streams/audit-day/voucher-codes`, { headers });
    return { status: answer.status, body: (await answer.json()) as VoucherCodes };
  }

  test('[V1] [O2] typed at a quote it counts, and the quote without it stays as it was', async () => {
    const viewer = await aViewer();
    const plain = await quote(viewer);
    expect(plain).toMatchObject({ totalMinor: 1_990, vouchers: [] });
    expect(plain.code).toBeUndefined();
    told.push(JSON.stringify(plain));
    expect(await quote(viewer, 'harvest7')).toMatchObject({
      totalMinor: 1_490,
      code: { outcome: 'used', minor: 500, voucher: { voucherId } },
    });
  });

  test('[INV17] no page is told a code, nor which voucher it is of; its maker is, and nobody else', async () => {
    await aViewer();
    await expect.poll(() => told.length, { timeout: 15_000 }).toBeGreaterThan(3);
    expect(told.join('\n')).toContain('"takesCodes":true');
    expect(told.join('\n')).not.toMatch(/HARVEST7/i);
    expect(told.join('\n')).not.toContain(voucherId);
    const frame = JSON.stringify(await market.app.application.consoleFrame(market.streamId));
    expect(frame).toContain('"hasCode":true');
    expect(frame).not.toContain(CODE);
    const { staffId } = market.host;
    const own = await codesAs(staffId, 'host');
    expect(own.body.codes).toEqual([{ voucherId, code: CODE }]);
    const helper = market.ids.next();
    accepted(await market.floor('stream:grant', { staffId: helper, grants: ['voucher'] }));
    expect((await codesAs(helper, 'assistant')).body.codes).toEqual([]);
    expect((await codesAs(market.ids.next(), 'host')).status).toBe(404);
  });

  test('[V1] twenty wrong ones, and for ten minutes even the right one is not looked at; others are not held up', async () => {
    const guesser = await aViewer();
    for (let right = 0; right < 25; right += 1) {
      // Thirty commands a second have a limit of their own.
      market.clock.passes(100);
      expect((await quote(guesser, CODE)).code).toMatchObject({ outcome: 'used' });
    }
    for (let guess = 0; guess < 20; guess += 1) {
      market.clock.passes(100);
      expect((await quote(guesser, `WRONG${10 + guess}`)).code).toMatchObject({ reason: 'unknown' });
    }
    expect(await quote(guesser, CODE)).toMatchObject({
      totalMinor: 1_990,
      code: { outcome: 'not_used', reason: 'too_many_tries' },
    });
    const order = {
      ...{ key: market.ids.next(), lines: LINES, expectTotalMinor: 1_990, addressId: null },
      ...{ payment: 'sandbox', code: CODE },
    };
    const refused = (await ask(guesser, 'order:place', order)) as { retryAfterMs: number };
    expect(refused).toMatchObject({ ok: false, code: 'RATE_LIMITED' });
    expect(refused.retryAfterMs).toBeLessThanOrEqual(10 * MINUTE);
    // Without a code it is an order like others: what is missing here is an address.
    const { code: _code, ...plain } = { ...order, key: market.ids.next() };
    expect(await ask(guesser, 'order:place', plain)).toMatchObject({ code: 'ADDRESS_REQUIRED' });
    expect((await quote(await aViewer(), CODE)).code).toMatchObject({ outcome: 'used' });
  });

  test('[I4] what is no code is BAD_REQUEST, by the field', async () => {
    const viewer = await aViewer();
    for (const code of ['ABC', 'A'.repeat(17), 'SPRING 10', 'ＳＰＲＩＮＧ', '<b>code']) {
      const ack = await ask(viewer, 'order:quote', { lines: LINES, addressId: null, code });
      expect(ack).toMatchObject({ ok: false, code: 'BAD_REQUEST', field: 'code' });
    }
  });
});
