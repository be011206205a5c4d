import { expect, test, vi } from 'vitest';
import { type ChatMarket, texts } from './market.ts';

/** Who may write, under which name, and how often. */
export function paceTests(market: ChatMarket): void {
  const { key, posts, watches } = market;

  test('[N2] in mainland China anyone writes only after an operator confirmed it once, under their name', () => {
    const { before, confirmed, again } = market.unconfirmed;
    expect(before).toMatchObject({
      post: { code: 'CHAT_OFF', why: 'ordered' },
      set: { code: 'CHAT_UNCONFIRMED' },
      ...{ shown: 'ordered', byHost: 403, view: { isAsked: true, confirmed: null } },
    });
    expect(confirmed).toEqual({ isAsked: true, confirmed: { by: 'Office', atMs: expect.any(Number) } });
    expect(again).toEqual(confirmed);
  });

  test('[N2] a line of 201 characters, a name of the house, and one line after another are refused', async () => {
    const ana = await watches();
    expect(await posts(ana, 'a'.repeat(201))).toMatchObject({ code: 'BAD_REQUEST', field: 'text' });
    expect(await posts(ana, 'Hello there', { name: 'Yаng' })).toMatchObject({ code: 'CHAT_NAME' });
    for (const name of ['官方客服', 'Duan-Lihua', '石寶山茶廠']) {
      expect(await posts(ana, 'Hello there', { name })).toMatchObject({ code: 'CHAT_NAME' });
    }
    await market.startAgain('usual');
    const ben = await watches();
    const first = await posts(ben, 'One line of mine');
    expect(first.nextAtMs).toBeGreaterThan(market.clock.nowMs());
    const second = await posts(ben, 'Another line of mine');
    expect(second).toMatchObject({ ok: false, code: 'CHAT_SLOW' });
    expect(second.retryAtMs).toBeGreaterThan(market.clock.nowMs());
    await market.startAgain('quick');
  });

  test('[N2] nobody writes more than 30 lines a second into one chat, over all servers', async () => {
    const talkers = await Promise.all(Array.from({ length: 100 }, (_, n) => watches(n % market.nodes)));
    const answers = await Promise.all(
      talkers.map((each, n) => posts(each, `Line ${n} of the rush: ${key()}`)),
    );
    const accepted = answers.filter(({ ok }) => ok);
    expect(accepted.length).toBeGreaterThanOrEqual(25);
    expect(accepted.length).toBeLessThanOrEqual(75);
    for (const no of answers.filter(({ ok }) => !ok)) expect(no).toMatchObject({ code: 'CHAT_SLOW' });
    // [N3] Above two lines a second about one of them is sent to everybody: who stayed and who joins see the same.
    await vi.waitFor(() => expect(talkers[0]!.chat.isThinned).toBe(true), 5_000);
    const late = await watches();
    await vi.waitFor(() => expect(texts(late)).toEqual(texts(talkers[1]!)), 5_000);
    // What was said before the rush stays beside it.
    const ofTheRush = texts(late).filter((text) => text?.includes('of the rush'));
    expect(ofTheRush.length).toBeLessThan(accepted.length);
    for (const { frames } of talkers) {
      const apart = frames.slice(1).map(({ atMs }, n) => atMs - frames[n]!.atMs);
      expect(apart.filter((ms) => ms < 300)).toEqual([]);
    }
    for (const { socket } of talkers) socket.disconnect();
  });
}
