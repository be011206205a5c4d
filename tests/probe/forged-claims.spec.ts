import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { joinedRaw } from '../gateway/raw-socket.ts';
import { aTarget, send, type Target } from './target.ts';

const SOCKETS = 100;
const SECONDS = 4;
const EACH_SECOND = 10;

describe('strangers who claim to be ahead of a stream', () => {
  let target: Target;
  beforeAll(async () => {
    // How often one socket may say hello is another door.
    target = await aTarget({ MAX_HELLOS_PER_MINUTE: '0', MAX_COMMANDS_PER_SECOND: '0' });
  });
  afterAll(() => target.close());

  it('nobody hears UNAVAILABLE, the host works on, and the log keeps one line in ten seconds', async () => {
    const { slug, hostDoes } = await target.liveStream([500]);
    const { token } = await target.guest();
    const watching = await target.connect('live', { token });
    const { history, seq } = (await send(watching, 'hello', {
      protocol: PROTOCOL_VERSION,
      slug,
    })) as never as {
      history: string;
      seq: number;
    };
    const crowd = await Promise.all(
      Array.from({ length: SOCKETS }, async () => joinedRaw(target.origin, (await target.guest()).token)),
    );
    let claims = 0;
    const flood = setInterval(() => {
      for (const { socket } of crowd) {
        claims += 1;
        const request = { protocol: PROTOCOL_VERSION, slug, history, seq: seq + 1_000_000 + claims };
        socket.send(`42/live,${claims}${JSON.stringify(['hello', request])}`);
      }
    }, 1_000 / EACH_SECOND);
    let rounds = 0;
    const untilMs = performance.now() + SECONDS * 1_000;
    while (performance.now() < untilMs) {
      await hostDoes('lineup:unpin', { itemNumber: 1 });
      const newcomer = await target.viewer(slug, (await target.guest()).token);
      newcomer.disconnect();
      rounds += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    clearInterval(flood);
    const answers = crowd.flatMap((raw) => raw.heard.filter((text) => text.startsWith('43/live,')));
    for (const { socket } of crowd) socket.terminate();
    const lines = target.server.warnings.filter((line) => line.includes('a screen is ahead'));
    expect(claims).toBeGreaterThan(1_000);
    expect(answers.length).toBeGreaterThan(500);
    expect(rounds).toBeGreaterThan(3);
    expect(answers.filter((text) => text.includes('UNAVAILABLE')).length).toBe(0);
    expect(lines.length).toBeGreaterThanOrEqual(1);
    expect(lines.length).toBeLessThanOrEqual(2);
  });
});
