import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPublic } from '../../server/adapters/webhooks/public-address.ts';
import { openSender } from '../../server/adapters/webhooks/sender.ts';
import type { WebhookSender } from '../../server/ports/webhooks.ts';
import { Receiver } from './webhook-receiver.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
let receiver: Receiver;
let sender: WebhookSender;
beforeEach(async () => {
  receiver = await Receiver.open();
  sender = openSender({ allowLoopback: true, allowPrivate: false, timeoutMs: 400 });
});
afterEach(async () => {
  sender.close();
  await receiver.close();
});
const send = (url = receiver.url) =>
  sender.send({
    url,
    id: 'log.1.abc',
    sentAtMs: Date.now(),
    body: '{"type":"stream.live","n":"土豆"}',
    secret,
  });

test('[C2] a message is signed as standardwebhooks says, over the very text that is sent', async () => {
  expect(await send()).toEqual({ status: 204, failure: null });
  const [{ body, headers }] = receiver.received as [Receiver['received'][number]];
  const seen = headers as Record<string, string>;
  expect(new Webhook(secret).verify(body, seen)).toEqual({ type: 'stream.live', n: '土豆' });
  expect(() => new Webhook(secret).verify(body.replace('live', 'gone'), seen)).toThrow();
  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
  expect(() => new Webhook(other).verify(body, seen)).toThrow();
});

test('[C2] who redirects, refuses, hangs up or never answers has not taken it', async () => {
  receiver.answers = (_, response) =>
    response.writeHead(302, { location: 'http://127.0.0.1:1/inside' }).end();
  expect(await send()).toEqual({ status: 302, failure: 'status 302' });
  receiver.answers = (_, response) => response.writeHead(500).end('no');
  expect(await send()).toEqual({ status: 500, failure: 'status 500' });
  receiver.answers = (_, response) => response.destroy();
  expect(await send()).toMatchObject({ status: null, failure: expect.stringMatching(/.+/) });
  receiver.answers = () => {};
  expect(await send()).toEqual({ status: null, failure: 'no answer in time' });
  expect(receiver.received).toHaveLength(4);
});

test('[C2] an answer that never ends has been given all the same', async () => {
  receiver.answers = (_, response) => {
    response.writeHead(200);
    response.write('x'.repeat(100_000));
  };
  expect(await send()).toEqual({ status: 200, failure: null });
});

test('[C2] a server that stops breaks off what is on its way', async () => {
  receiver.answers = () => sender.close();
  expect(await send()).toEqual({ status: null, failure: 'this server stops' });
});

test.each([
  'http://shop.example/hook',
  'ftp://shop.example/hook',
  'https://user:word@shop.example/hook',
  'https://10.0.0.8/hook',
  'https://192.168.1.1/hook',
  'https://169.254.169.254/latest/meta-data',
  'https://[::ffff:10.0.0.8]/hook',
  'https://[fd00::1]/hook',
  'https://0.0.0.0/hook',
  'https://2130706433/hook',
  'https://0x7f.1/hook',
  'https://1.1.1.1:22/hook',
  'https://shop.example:25/hook',
  'https://shop.example:1023/hook',
  'https://shop.example:0/hook',
  'nonsense',
])('[C2] %s is never called from a market that is open to the world', async (url) => {
  const strict = openSender({ allowLoopback: false, allowPrivate: false });
  expect(strict.whyNot(url)).not.toBeNull();
  expect((await strict.send({ url, id: 'x', sentAtMs: 0, body: '{}', secret })).failure).not.toBeNull();
  strict.close();
});

test.each([
  'https://169.254.169.254/latest/meta-data',
  'https://[fe80::1]/hook',
  'https://[::ffff:169.254.169.254]/hook',
  'https://0.0.0.0/hook',
  'https://[::]/hook',
  'https://192.168.7.7:22/hook',
])('[C2] %s is never called, also where webhooks may go to this network', async (url) => {
  const open = openSender({ allowLoopback: true, allowPrivate: true });
  expect(open.whyNot(url)).not.toBeNull();
  expect((await open.send({ url, id: 'x', sentAtMs: 0, body: '{}', secret })).failure).not.toBeNull();
  expect(open.whyNot('https://192.168.7.7/hook')).toBeNull();
  open.close();
});

test.each(['', ':443', ':1024', ':8443', ':65535'])('[C2] https://shop.example%s can be told', (port) => {
  const strict = openSender({ allowLoopback: false, allowPrivate: false });
  expect(strict.whyNot(`https://shop.example${port}/hook`)).toBeNull();
  strict.close();
});

test('[C2] a name that leads inside is found out when it is looked up, and this machine only told in development', async () => {
  const named = receiver.url.replace('127.0.0.1', 'localhost');
  const strict = openSender({ allowLoopback: false, allowPrivate: true, timeoutMs: 2_000 });
  expect(strict.whyNot(named)).not.toBeNull();
  // The same name over TLS, where only the look-up can tell.
  const { port } = new URL(receiver.url);
  expect(
    (await strict.send({ url: `https://localhost.:${port}/`, id: 'x', sentAtMs: 0, body: '{}', secret }))
      .failure,
  ).toMatch(/open internet|ENOTFOUND|EAI_AGAIN/);
  strict.close();
  expect(receiver.received).toEqual([]);
});

test('[C2] only addresses of the open internet are public', () => {
  for (const address of ['93.184.216.34', '2606:2800:220:1::1']) expect(isPublic(address)).toBe(true);
  const inside = [
    '127.0.0.1',
    '10.1.1.1',
    '172.31.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '224.0.0.1',
    '::1',
    '::',
  ];
  const tunnels = [
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'fe80::1',
    'fc00::1',
    '2001:db8::1',
    'x',
  ];
  for (const address of [...inside, ...tunnels])
    expect([address, isPublic(address)]).toEqual([address, false]);
});
