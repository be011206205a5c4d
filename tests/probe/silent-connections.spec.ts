import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { rawSocket, upgradeStatus, waitFor } from '../gateway/raw-socket.ts';
import { aTarget, type Target } from './target.ts';

const VILLAGE = { 'X-Forwarded-For': '203.0.113.9' };

/** Joins as a page does, from an address. @returns what the hello was answered */
async function joins(target: Target, slug: string, from: string): Promise<string> {
  const raw = await rawSocket(target.origin, { 'X-Forwarded-For': from });
  await waitFor(raw.heard, (text) => text.startsWith('0'));
  const { token } = await target.guest();
  raw.socket.send(`40/live,${JSON.stringify({ token })}`);
  await waitFor(raw.heard, (text) => text.startsWith('40/live,'));
  raw.socket.send(`42/live,1["hello",{"protocol":${PROTOCOL_VERSION},"slug":"${slug}"}]`);
  return waitFor(raw.heard, (text) => text.startsWith('43/live,1'));
}

describe('whoever holds lines open and says nothing', () => {
  let target: Target;
  let slug = '';
  beforeAll(async () => {
    target = await aTarget({ TRUST_PROXY: '1', MAX_CONNECTIONS: '700' });
    ({ slug } = await target.liveStream([20]));
  });
  afterAll(() => target.close());

  it('keeps neither a neighbour of the same address out nor anybody else', async () => {
    // More than an address could have, once.
    const silent = await Promise.all(Array.from({ length: 510 }, () => rawSocket(target.origin, VILLAGE)));
    for (const { heard } of silent) await waitFor(heard, (text) => text.startsWith('0'));
    expect((await upgradeStatus(target.origin, VILLAGE)).status).toBe(101);
    // And more than there may be in all.
    const lines = Array.from({ length: 300 }, () => connect(target.server.port, '127.0.0.1'));
    for (const line of lines) line.on('error', () => {});
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => joins(target, slug, '203.0.113.9')),
      ...Array.from({ length: 10 }, (_, n) => joins(target, slug, `198.51.100.${n}`)),
    ]);
    expect(answers.filter((text) => !text.includes('"ok":true'))).toEqual([]);
    for (const { socket } of silent) socket.terminate();
    for (const line of lines) line.destroy();
  });
});
