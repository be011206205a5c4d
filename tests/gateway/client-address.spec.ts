import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientAddresses } from '../../server/gateway/visitors/client-address.ts';
import { addressKey } from '../../server/lib/ip-address.ts';
import { type House, isWell, openHouse } from './house.ts';
import { upgradeStatus } from './raw-socket.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ environment: { TRUST_PROXY: '1' } });
});
afterAll(() => house.close());

/** A request as Node hands it over. */
const asked = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as never;
const behind = (trustProxy: number) => clientAddresses({ trustProxy }, { warn: () => {} });

test('[X14] what a stranger writes into X-Forwarded-For is not believed beyond the trusted proxies', () => {
  const request = () => asked('10.0.0.1', { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' });
  expect(behind(0).of(request()).ip).toBe('10.0.0.1');
  expect(behind(1).of(request()).ip).toBe('203.0.113.7');
  expect(behind(2).of(request()).ip).toBe('127.0.0.1');
  expect(behind(3).of(request()).ip).toBe('10.0.0.1');
});

test('[X14] a hop may have a port, brackets or a zone; it is an IP address or nothing', () => {
  const hop = (text: string) => {
    const request = asked('10.0.0.1', { 'x-forwarded-for': text });
    return behind(1).isReadable(request) ? behind(1).of(request).ip : null;
  };
  expect(hop('203.0.113.7')).toBe('203.0.113.7');
  expect(hop('203.0.113.7:51200')).toBe('203.0.113.7');
  expect(hop('2001:db8::7')).toBe('2001:db8::7');
  expect(hop('[2001:db8::7]')).toBe('2001:db8::7');
  expect(hop('[2001:db8::7]:443')).toBe('2001:db8::7');
  expect(hop('fe80::7%eth0')).toBe('fe80::7');
  expect(hop('::ffff:203.0.113.7')).toBe('203.0.113.7');
  for (const bad of [
    '127.evil',
    '127.0.0.1.evil',
    'localhost',
    'unknown',
    '',
    '203.0.113.7, ',
    '1.2.3.4:x',
  ]) {
    expect(hop(bad), bad).toBe(null);
  }
  expect(() => behind(1).of(asked('10.0.0.1', { 'x-forwarded-for': '127.evil' }))).toThrow();
});

test('[X14] what the visitor wrote further left may be anything', () => {
  const request = asked('10.0.0.1', { 'x-forwarded-for': '<script>, 127.evil, 203.0.113.7' });
  expect(behind(1).of(request).ip).toBe('203.0.113.7');
});

test('[X14] this machine is who speaks to it without a proxy, and nobody else', () => {
  const isThis = (trustProxy: number, ip: string, headers = {}) =>
    behind(trustProxy).of(asked(ip, headers)).isThisMachine;
  for (const own of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) expect(isThis(0, own)).toBe(true);
  for (const other of ['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '']) {
    expect(isThis(0, other), other).toBe(false);
  }
  for (const trustProxy of [0, 1]) {
    expect(isThis(trustProxy, '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(false);
    expect(isThis(trustProxy, '127.0.0.1', { forwarded: 'for=127.0.0.1' })).toBe(false);
    expect(isThis(trustProxy, '127.0.0.1', { 'x-real-ip': '127.0.0.1' })).toBe(false);
  }
});

test('an address counts whole in IPv4 and by its /64 in IPv6, however it is written', () => {
  expect(addressKey('203.0.113.7')).toBe('203.0.113.7');
  expect(addressKey('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(addressKey('::FFFF:cb00:7107')).toBe('203.0.113.7');
  expect(addressKey('0:0:0:0:0:ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(addressKey('2001:db8:1:2::7')).toBe('2001:db8:1:2::/64');
  expect(addressKey('2001:0DB8:0001:0002:ffff:ffff:ffff:ffff')).toBe('2001:db8:1:2::/64');
  expect(addressKey('2001:db8::7')).toBe('2001:db8:0:0::/64');
  expect(addressKey('2001:db8:1:3::7')).not.toBe(addressKey('2001:db8:1:2::7'));
  expect(addressKey('64:ff9b::203.0.113.7')).toBe('64:ff9b:0:0::/64');
  expect(addressKey('fe80::7%eth0')).toBe('fe80:0:0:0::/64');
  expect(addressKey('::1')).toBe('0:0:0:0::/64');
});

test('forwarding headers that nobody is trusted to write are warned of once', () => {
  const warnings: object[] = [];
  const addresses = clientAddresses(
    { trustProxy: 0 },
    { warn: ((about: object) => warnings.push(about)) as never },
  );
  addresses.of(asked('127.0.0.1'));
  expect(warnings).toEqual([]);
  addresses.of(asked('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' }));
  addresses.of(asked('127.0.0.1', { forwarded: 'for=203.0.113.7' }));
  expect(warnings).toEqual([{ header: 'x-forwarded-for' }]);
  const told: object[] = [];
  clientAddresses({ trustProxy: 1 }, { warn: ((about: object) => told.push(about)) as never }).of(
    asked('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' }),
  );
  expect(told).toEqual([]);
});

test('[X14] a hop that is no address is refused at every door, and opens none', async () => {
  const forged = { 'X-Forwarded-For': '127.evil' };
  const refusal = { ok: false, code: 'BAD_REQUEST', field: 'x-forwarded-for' };
  for (const path of ['/metrics', '/readyz', '/api/v1/streams', '/']) {
    const answer = await fetch(house.url + path, { headers: forged });
    expect(answer.status, path).toBe(400);
    expect(await answer.json()).toMatchObject(refusal);
  }
  const handshake = await upgradeStatus(house.url, forged);
  expect(handshake.status).toBe(400);
  expect(JSON.parse(handshake.body)).toMatchObject(refusal);
  expect((await upgradeStatus(house.url, { 'X-Forwarded-For': '203.0.113.7:4000' })).status).toBe(101);
  expect(await isWell(house)).toBe(true);
});

test('[X14] the metrics are for this machine, not for whom a proxy on it speaks', async () => {
  const alone = await openHouse();
  const status = async (headers: Record<string, string>) =>
    (await fetch(`${alone.url}/metrics`, { headers })).status;
  expect(await status({})).toBe(200);
  expect(await status({ 'X-Forwarded-For': '127.0.0.1' })).toBe(403);
  expect(await status({ Forwarded: 'for=127.0.0.1' })).toBe(403);
  expect(await status({ 'X-Real-IP': '127.0.0.1' })).toBe(403);
  await alone.close();
});
