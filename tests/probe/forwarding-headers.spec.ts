import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upgradeStatus } from '../gateway/raw-socket.ts';
import { aTarget, type Target } from './target.ts';

const status = async ({ origin }: Target, headers: Record<string, string>) =>
  (await fetch(`${origin}/metrics`, { headers })).status;

describe('whoever reaches the port past its proxy', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget({ TRUST_PROXY: '1' });
  });
  afterAll(() => target.close());

  it('is not taken for this machine, whatever it writes', async () => {
    expect(await status(target, target.asCollector)).toBe(200);
    // Not even without a word: so would a proxy that says nothing.
    expect(await status(target, {})).toBe(403);
    for (const hop of ['127.evil', '127.0.0.1.evil', 'localhost']) {
      expect(await status(target, { 'X-Forwarded-For': hop }), hop).toBe(400);
    }
    expect(await status(target, { 'X-Forwarded-For': '127.0.0.1' })).toBe(403);
    expect(await status(target, { 'X-Real-IP': '127.0.0.1' })).toBe(403);
    expect((await upgradeStatus(target.origin, { 'X-Forwarded-For': '127.evil' })).status).toBe(400);
  });
});

describe('a proxy that nobody trusts, on this machine', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget({ TRUST_PROXY: '0' });
  });
  afterAll(() => target.close());

  it('opens nothing for those it speaks for, and is warned of once', async () => {
    for (let n = 0; n < 5; n += 1) {
      expect(await status(target, { 'X-Forwarded-For': '203.0.113.7' })).toBe(403);
      expect(await status(target, { Forwarded: 'for=203.0.113.7' })).toBe(403);
    }
    expect(await status(target, {})).toBe(200);
    const warned = target.server.warnings.filter((line) => line.includes('TRUST_PROXY is 0'));
    expect(warned).toHaveLength(1);
  });
});
