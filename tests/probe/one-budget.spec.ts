import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { joinedRaw } from '../gateway/raw-socket.ts';
import { aTarget, type Target } from './target.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('what one connection may cost', () => {
  let target: Target;
  let slug = '';
  beforeAll(async () => {
    target = await aTarget();
    ({ slug } = await target.liveStream([20]));
  });
  afterAll(() => target.close());

  it('leaving and coming again gives nobody a fresh budget', async () => {
    const { token } = await target.guest();
    const raw = await joinedRaw(target.origin, token);
    const startMs = performance.now();
    let sent = 0;
    while (performance.now() - startMs < 5_000 && raw.socket.readyState === raw.socket.OPEN) {
      for (let n = 0; n < 30; n += 1) raw.socket.send(`42/live,${sent + n}["time",{}]`);
      sent += 30;
      await pause(20);
      raw.socket.send('41/live,');
      await pause(10);
      raw.socket.send(`40/live,{"token":"${token}"}`);
      await pause(10);
    }
    await pause(100);
    const seconds = (performance.now() - startMs) / 1_000;
    raw.socket.terminate();
    const answered = raw.heard.filter((text) => text.startsWith('43/live,') && text.includes('"nowMs"'));
    expect(sent).toBeGreaterThan(30);
    expect(answered.length).toBeGreaterThan(10);
    expect(answered.length).toBeLessThanOrEqual(30 + 30 * seconds);
  });

  it('a flood of hellos costs at most four snapshots a connection and second', async () => {
    const hello = JSON.stringify(['hello', { protocol: PROTOCOL_VERSION, slug }]);
    const crowd = await Promise.all(
      Array.from({ length: 10 }, async () => joinedRaw(target.origin, (await target.guest()).token)),
    );
    const startMs = performance.now();
    for (let n = 0; n < 40; n += 1) {
      for (const { socket } of crowd) socket.send(`42/live,${n}${hello}`);
      await pause(25);
    }
    await pause(200);
    const seconds = (performance.now() - startMs) / 1_000;
    for (const { socket, heard } of crowd) {
      const snapshots = heard.filter((text) => text.startsWith('42/live,["s"')).length;
      expect(snapshots).toBeGreaterThanOrEqual(3);
      expect(snapshots).toBeLessThanOrEqual(3 + Math.ceil(seconds / 2));
      socket.terminate();
    }
  });
});
