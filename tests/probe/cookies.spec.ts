import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import type { Secrets } from '../../server/ports/secrets.ts';
import { aTarget, type Target } from './target.ts';

let publicUrl: string;
let target: Target;
let secrets: Secrets;
beforeAll(async () => {
  // The address that is told names the port too, so that it is known where to knock.
  const port = await aFreePort();
  publicUrl = `https://market.example:${port}`;
  target = await aTarget({ PORT: String(port), PUBLIC_URL: publicUrl }, async ({ AUTH_SECRET = '' }) => {
    secrets = openSecrets({ master: AUTH_SECRET, country: '86' });
  });
}, 60_000);
afterAll(() => target.close());

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const me = (cookie: string) =>
  target.ask('GET', '/me', { headers: { origin: publicUrl, ...(cookie && { cookie }) } });
const lines = async (cookie: string) => (await me(cookie)).headers.getSetCookie();

test('over https no cookie has a name that a neighbouring host could set', async () => {
  const { email } = target.operator;
  const signedIn = await target.ask('POST', '/sign-in', {
    body: { email, password: target.password },
    headers: { origin: publicUrl },
  });
  const set = [...(await lines('')), ...signedIn.headers.getSetCookie()];
  expect(set).toHaveLength(3);
  for (const line of set) expect(line).toMatch(/^__Host-[^;]+; Path=\/; .*; Secure$/);
}, 20_000);

test('whoever came before is known, gets the guarded name, and loses the plain one', async () => {
  const buyerId = randomUUID();
  const token = `${buyerId}.${secrets.sign('guest', buyerId)}`;
  const answer = await me(`fairday_guest=${token}`);
  expect(answer.body).toMatchObject({ buyerId });
  const [renamed, gone] = answer.headers.getSetCookie();
  expect(renamed).toContain(`__Host-fairday_guest=${token};`);
  expect(gone).toMatch(/^fairday_guest=; Path=\/; Max-Age=0;/);
  // A plain one of somebody else beside it means nothing.
  const other = await target.guest();
  const both = await me(`fairday_guest=${other.token}; __Host-fairday_guest=${token}`);
  expect(both.body).toMatchObject({ buyerId });
  // Nor does it alone: whom this market makes it takes from no cookie that a neighbour could set.
  expect((await me(`fairday_guest=${other.token}`)).body).not.toMatchObject({ buyerId: other.buyerId });
}, 20_000);

test('a session of staff in a plain cookie is nobody’s', async () => {
  const { email } = target.operator;
  const signedIn = await target.ask('POST', '/sign-in', {
    body: { email, password: target.password },
    headers: { origin: publicUrl },
  });
  const token = /__Host-fairday_staff=([^;]+)/.exec(signedIn.headers.getSetCookie().join('\n'))?.[1];
  const asked = (cookie: string) =>
    target.ask('GET', '/office/staff', { headers: { origin: publicUrl, cookie } });
  expect((await asked(`__Host-fairday_staff=${token}`)).status).toBe(200);
  expect((await asked(`fairday_staff=${token}`)).status).toBe(401);
}, 20_000);
