import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { type ChatMarket, texts } from './market.ts';

/** Longer than two frames of a room. */
const FIRST_LOOK_MS = 1_200;

/** What is written, and who reads it. */
export function roomTests(market: ChatMarket): void {
  const { ask, key, moderates, posts, watches } = market;

  test('[N1] what one writes, everybody reads, on every server; who joins has it too', async () => {
    const ana = await watches(0);
    const ben = await watches(market.nodes - 1);
    const said = await posts(ana, 'Are the potatoes from Jianchuan?');
    expect(said).toMatchObject({ ok: true, seq: 1 });
    await vi.waitFor(() => expect(texts(ben)).toEqual(['Are the potatoes from Jianchuan?']), 5_000);
    expect([...ben.lines.values()][0]).toEqual([1, said.name, 'Are the potatoes from Jianchuan?', null]);
    await posts(ben, 'Yes, they are', { name: 'Ben of Shaxi' });
    await vi.waitFor(() => expect(texts(ana)).toHaveLength(2), 5_000);
    const cai = await watches(0);
    await vi.waitFor(() => expect(texts(cai)).toEqual(texts(ana)), 5_000);
    expect([...cai.lines.values()].map(([, name]) => name)).toEqual([said.name, 'Ben of Shaxi']);
  });

  test('[N1] the first line of a chat reaches those on a server where nobody has written', async () => {
    const { slug } = await market.anotherStream();
    const ben = await watches(market.nodes - 1, undefined, { slug });
    // His server has looked for a chat by now, and found none: only the news of one makes it look again.
    await sleep(FIRST_LOOK_MS);
    await posts(await watches(0, undefined, { slug }), 'Is anybody here?');
    await vi.waitFor(() => expect(texts(ben)).toEqual(['Is anybody here?']), 5_000);
  });

  test('[N1] a known key repeats its answer, one of another line is refused', async () => {
    const ana = await watches();
    const own = key();
    const first = await ask(ana.socket, 'chat:post', { key: own, text: 'Once and no more' });
    expect(first).toMatchObject({ ok: true });
    const again = await ask(ana.socket, 'chat:post', { key: own, text: 'Once and no more' });
    expect(again).toMatchObject({ ok: true, seq: first.seq, replay: true });
    expect(await ask(ana.socket, 'chat:post', { key: own, text: 'Another line' })).toMatchObject({
      code: 'KEY_REUSED',
    });
    const house = await moderates();
    const reused = key();
    expect(await ask(house.socket, 'chat:say', { key: reused, text: 'Welcome' })).toMatchObject({ ok: true });
    expect(await ask(house.socket, 'chat:announce', { key: reused, text: 'Welcome' })).toMatchObject({
      code: 'KEY_REUSED',
    });
  });

  test('[N2] the same words by several are one line', async () => {
    const [ana, ben] = [await watches(), await watches()];
    const first = await posts(ana, 'Goooood potatoes!!');
    const again = { key: key(), text: 'GOOD POTATOES' };
    const second = await ask(ben.socket, 'chat:post', again);
    expect(second).toMatchObject({ ok: true, seq: first.seq });
    expect(second.name).not.toBe(first.name);
    // Its answer got lost: it is repeated, whatever was said since.
    expect(await ask(ben.socket, 'chat:post', again)).toMatchObject({
      ...{ ok: true, seq: first.seq, name: second.name, replay: true },
    });
  });

  test('[N2] whether a name may be had is told before it is used', async () => {
    const ana = await watches();
    expect(await ask(ana.socket, 'chat:name', { name: 'Zoe K' })).toMatchObject({ ok: true });
    expect(await ask(ana.socket, 'chat:name', { name: 'Høst' })).toMatchObject({ code: 'CHAT_NAME' });
  });

  test('[N4] taps on ♥ are counted by the second', async () => {
    const [ana, ben] = [await watches(), await watches()];
    for (let n = 0; n < 3; n += 1)
      expect(await ask(ana.socket, 'chat:heart', { taps: 5 })).toMatchObject({ ok: true });
    const hearts = () => ben.frames.reduce((sum, { change }) => sum + (change.hearts ?? 0), 0);
    await vi.waitFor(() => expect(hearts()).toBe(15), 5_000);
  });

  test('[N3] who wants little data is sent what is pinned, said above and answered, and no byte of anything else', async () => {
    const [ana, house] = [await watches(), await moderates()];
    const little = await watches(market.nodes - 1, undefined, { chat: 'low' });
    const none = (await watches(market.nodes - 1, undefined, { chat: 'low' })).chatBytes;
    little.chatBytes = 0;
    ana.chatBytes = 0;
    const said: number[] = [];
    // Few: of many not each would be sent to anybody.
    for (const n of [1, 2, 3]) said.push((await posts(ana, `${n}: ${'so it goes '.repeat(15)}`.trim())).seq);
    await ask(ana.socket, 'chat:heart', { taps: 5 });
    const asked = await ask(ana.socket, 'chat:ask', {
      key: key(),
      itemNumber: 1,
      text: 'Do they keep long?',
    });
    await vi.waitFor(() => expect(texts(ana)).toContain('Do they keep long?'), 5_000);
    // Hearts have frames of their own, a second later.
    await vi.waitFor(() => expect(ana.frames.some(({ change }) => change.hearts)).toBe(true), 5_000);
    expect(little.chatBytes).toBe(0);
    expect(ana.chatBytes).toBeGreaterThan(500);
    await ask(house.socket, 'chat:answer', { key: key(), seq: asked.seq, text: 'Two months, in the dark' });
    await vi.waitFor(() => expect(texts(little)).toContain('Two months, in the dark'), 5_000);
    expect(texts(little).slice(-2)).toEqual(['Do they keep long?', 'Two months, in the dark']);
    await ask(house.socket, 'chat:pin', { key: key(), seq: said[0] });
    await vi.waitFor(() => expect(little.chat.pinned?.[0]).toBe(said[0]), 5_000);
    expect(little.chatBytes).toBeLessThan(600);
    expect(none).toBeLessThan(1_000);
    // A deleted answer leaves these screens too, and who wants all again is given it whole.
    const [, answer] = [...little.lines.keys()].sort((a, b) => a - b).slice(-2);
    await ask(house.socket, 'chat:delete', { key: key(), seq: answer });
    await vi.waitFor(() => expect(texts(little)).not.toContain('Two months, in the dark'), 5_000);
    expect(await ask(little.socket, 'chat:low', { isLow: false })).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(texts(little)).toEqual(texts(ana)), 5_000);
    expect(texts(little).some((text) => text.startsWith('3: so it goes'))).toBe(true);
    await ask(house.socket, 'chat:pin', { key: key(), seq: null });
  });
}
