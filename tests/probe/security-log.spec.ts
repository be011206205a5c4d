import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { SecurityEntryView, SecurityPage } from '../../shared/contract/security.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { aTarget, cookiesOf, send, type Target } from './target.ts';

const WAIT_MS = 8_000;

describe('somebody at work, seen afterwards', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget();
  });
  afterAll(() => target.close());

  /** What operators read, once it is there; none if it never comes. */
  async function log(
    until: (entries: readonly SecurityEntryView[]) => boolean,
  ): Promise<SecurityEntryView[]> {
    const endMs = Date.now() + WAIT_MS;
    for (;;) {
      const { status, body } = await target.ask('GET', '/office/security?limit=200', {
        cookie: target.operator.cookie,
      });
      const entries = status === 200 ? (body as SecurityPage).entries : [];
      if (until(entries) || status !== 200 || Date.now() > endMs) return entries;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  it('a guessed password, a lock-out, a stolen desk and a forbidden door each leave a line', async () => {
    const { slug } = await target.liveStream([20]);
    const { email } = target.operator;
    const guess = () =>
      target.ask('POST', '/sign-in', { body: { email, password: `guess ${Math.random()}` } });
    const statuses = (await Promise.all(Array.from({ length: 12 }, guess))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(10);
    expect(statuses).toContain(429);

    const invited = await target.ask('POST', '/office/staff', {
      body: { key: systemIds.next(), name: 'A packer', email: 'packer@market.example', role: 'packer' },
      cookie: target.operator.cookie,
    });
    const { token } = invited.body as { token: string };
    const packer = { cookie: cookiesOf(await target.ask('POST', '/sign-in/link', { body: { token } })) };
    for (const path of [`/packing/${slug}`, `/packing/${slug}/orders/taobao.csv`, '/office/staff']) {
      await target.ask('GET', path, { cookie: packer.cookie });
    }
    await target.ask('GET', '/office/staff');
    const console = await target.connect('console', { cookie: packer.cookie });
    await send(console, 'hello', { protocol: PROTOCOL_VERSION, slug });
    const made = await target.ask('POST', '/webhooks', {
      body: { url: 'https://system.example/hook?token=hidden', kinds: ['order'] },
      cookie: target.operator.cookie,
    });
    const { webhookId } = (made.body as { webhook: { webhookId: string } }).webhook;
    await target.ask('DELETE', `/webhooks/${webhookId}`, { cookie: target.operator.cookie });

    const entries = await log((all) => all.some(({ kind }) => kind === 'webhook_removed'));
    const counted: Record<string, number> = {};
    for (const { kind } of entries) counted[kind] = (counted[kind] ?? 0) + 1;
    expect(counted).toMatchObject({
      ...{ sign_in_failed: 1, locked_out: 1, signed_in: 1, data_read: 1, data_exported: 1 },
      ...{ link_made: 1, link_used: 1 },
      ...{ webhook_added: 1, webhook_removed: 1 },
    });
    expect(entries.find(({ kind }) => kind === 'sign_in_failed')?.account?.name).toBe('A person');
    expect(entries.find(({ kind }) => kind === 'data_read')).toMatchObject({ what: 'packing', stream: slug });
    const refused = entries
      .filter(({ kind }) => kind === 'refused')
      .map(({ by, what }) => [by !== null, what]);
    expect(refused).toEqual(
      expect.arrayContaining([
        [true, 'GET /office/staff'],
        [false, 'GET /office/staff'],
        [true, 'hello'],
      ]),
    );
    const text = JSON.stringify(entries);
    for (const secret of [email, token, 'hidden', packer.cookie.split('=')[1]!])
      expect(text).not.toContain(secret);
  });
});
