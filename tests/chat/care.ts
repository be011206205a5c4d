import { expect, test, vi } from 'vitest';
import { chatLogOf } from '../../server/chat/chat.ts';
import { CARE_UNDO_MS } from '../../shared/market/chat/bounds.ts';
import { HOUR } from '../../shared/values/time.ts';
import { accepted } from '../builders/engine-house.ts';
import { type ChatMarket, texts } from './market.ts';

/** What the house does about lines and about those who write them. */
export function careTests(market: ChatMarket): void {
  const { ask, guest, key, moderates, posts, somebody, watches } = market;

  test('[N5] a deleted line leaves every screen at once, and the disk when it cannot be undone any more', async () => {
    const [ana, ben, house] = [await watches(), await watches(market.nodes - 1), await moderates()];
    const sentence = 'Call me at the mill behind the bridge';
    const said = await posts(ana, sentence);
    await vi.waitFor(() => expect(texts(ben)).toContain(sentence), 5_000);
    const gone = await ask(house.socket, 'chat:delete', { key: key(), seq: said.seq });
    expect(gone).toMatchObject({ ok: true });
    await vi.waitFor(() => expect([...texts(ana), ...texts(ben)]).not.toContain(sentence), 5_000);
    expect(await ask(house.socket, 'chat:restore', { key: key(), seq: said.seq })).toMatchObject({
      ok: true,
    });
    await vi.waitFor(() => expect(texts(ben)).toContain(sentence), 5_000);
    await ask(house.socket, 'chat:delete', { key: key(), seq: said.seq });
    const { directory } = market.stores;
    const textId = await market.textOf(said.seq);
    expect(await directory.texts([textId])).toHaveLength(1);
    await vi.waitFor(async () => expect(await directory.texts([textId])).toEqual([]), {
      timeout: CARE_UNDO_MS + 10_000,
      interval: 500,
    });
    expect(await ask(house.socket, 'chat:restore', { key: key(), seq: said.seq })).toMatchObject({
      code: 'CHAT_GONE',
    });
    expect(texts(await watches())).not.toContain(sentence);
  });

  test('[N5] who is silenced writes nothing, from any stream of theirs, until they are heard again', async () => {
    const someone = await guest();
    const [ana, house] = [await watches(0, someone.token), await moderates()];
    const said = await posts(ana, 'Buy my cards instead');
    const act = { key: key(), seq: said.seq, minutes: 10, scope: 'stream', reason: 'fraud' };
    expect(await ask(house.socket, 'chat:silence', act)).toMatchObject({ ok: true });
    const bystander = await watches();
    const muted = { untilMs: expect.any(Number), reason: 'fraud' };
    await vi.waitFor(() => expect(ana.silences).toEqual([muted]), 5_000);
    expect(await posts(ana, 'I was only joking')).toMatchObject({ code: 'CHAT_SILENCED', reason: 'fraud' });
    const elsewhere = await watches(market.nodes - 1, someone.token);
    await vi.waitFor(() => expect(elsewhere.silences).toEqual([muted]), 5_000);
    await vi.waitFor(
      async () => expect(await posts(elsewhere, 'From another tab')).toMatchObject({ code: 'CHAT_SILENCED' }),
      5_000,
    );
    await vi.waitFor(() => expect(house.at.chat.silenced).toHaveLength(1), 5_000);
    // The office sees it on the buyer's page, and may end it there, on whichever server.
    const { chats } = market.lastApp.application;
    const known = [someone.buyerId];
    expect(await chats.silences(known)).toMatchObject([
      {
        streamId: market.streamId,
        title: 'Market day',
        reason: 'fraud',
        by: 'Yang',
        untilMs: expect.any(Number),
      },
    ]);
    accepted(
      await chats.hear(market.host.actor, {
        key: key(),
        buyerId: someone.buyerId,
        streamId: market.streamId,
      }),
    );
    expect(await chats.silences(known)).toEqual([]);
    expect(await posts(ana, 'The office let me again')).toMatchObject({ ok: true });
    expect(await ask(house.socket, 'chat:silence', { ...act, key: key() })).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(house.at.chat.silenced).toHaveLength(1), 5_000);
    const { who } = house.at.chat.silenced![0]!;
    expect(await ask(house.socket, 'chat:lift', { key: key(), who })).toMatchObject({ ok: true });
    expect(await posts(ana, 'Thank you for that')).toMatchObject({ ok: true });
    for (const { silences } of [ana, elsewhere]) {
      await vi.waitFor(() => expect(silences.at(-1)).toBeNull(), 5_000);
    }
    expect(bystander.silences).toEqual([]);
  });

  test('[N5] a mute is of all devices of a buyer, those that were open before they became one among them', async () => {
    const [phone, desk] = [await guest(), await guest()];
    const [onPhone, atDesk, house] = [
      await watches(0, phone.token),
      await watches(market.nodes - 1, desk.token),
      await moderates(),
    ];
    const said = await posts(onPhone, 'The other market is better than yours');
    const act = { key: key(), seq: said.seq, minutes: 10, scope: 'stream', reason: 'spam' };
    expect(await ask(house.socket, 'chat:silence', act)).toMatchObject({ ok: true });
    expect(await posts(atDesk, 'Somebody else so far')).toMatchObject({ ok: true });
    const call = async (path: string, { token }: { token: string }, body?: object) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${market.url}/api/v1${path}`, {
        ...{ method: 'POST', headers, body: JSON.stringify(body ?? {}) },
      });
      expect(answer.status).toBe(200);
      return answer.json();
    };
    // The phone becomes the buyer of the desk, whose page has been open since before.
    const { code } = (await call('/me/device-code', desk)) as { code: string };
    await call('/me/merge', phone, { code });
    await vi.waitFor(() => expect(atDesk.silences).toMatchObject([{ reason: 'spam' }]), 5_000);
    expect(await posts(atDesk, 'And now from the desk')).toMatchObject({ code: 'CHAT_SILENCED' });
    await vi.waitFor(() => expect(house.at.chat.silenced).toHaveLength(1), 5_000);
    const { who } = house.at.chat.silenced![0]!;
    expect(await ask(house.socket, 'chat:lift', { key: key(), who })).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(atDesk.silences.at(-1)).toBeNull(), 5_000);
  });

  test('[N5] of a stream that is cancelled nobody is heard again, and a known key repeats its answer', async () => {
    const { application } = market.app;
    const { clock, host } = market;
    const { stream } = accepted(
      await application.createStream(host.actor, {
        ...{ key: key(), title: 'Rained off', scheduledAtMs: clock.nowMs() + HOUR, currency: 'CNY' },
        ...{ holdPolicy: 'hold', payments: ['sandbox'] },
      }),
    );
    const { streamId: other } = stream;
    const { buyerId } = await guest();
    const request = { key: key(), buyerId, streamId: other };
    const heard = accepted(await application.chats.hear(host.actor, request));
    const cancel = { key: key() } as never;
    accepted(await application.console(host.actor, other, 'stream:cancel', cancel, clock.steadyMs()));
    expect(await application.chats.hear(host.actor, { ...request, key: key() })).toMatchObject({
      ...{ ok: false, code: 'CHAT_OFF', why: 'over' },
    });
    expect(await application.chats.hear(host.actor, request)).toMatchObject({ ...heard, replay: true });
  });

  test('[N7] who is banned writes in no chat, under no id of theirs; the shop’s words count in each', async () => {
    const someone = await guest();
    const [ana, house] = [await watches(0, someone.token), await moderates()];
    const said = await posts(ana, 'I sell the same for less elsewhere');
    const act = { key: key(), seq: said.seq, minutes: null, scope: 'all', reason: 'fraud' };
    expect(await ask(house.socket, 'chat:silence', act)).toMatchObject({ ok: true });
    const { chats } = market.app.application;
    const { who } = await vi.waitFor(() => {
      expect(house.at.chat.silenced).toMatchObject([{ scope: 'all', reason: 'fraud' }]);
      return house.at.chat.silenced![0]!;
    }, 5_000);
    // For a moment it can be taken back, whole.
    expect(await ask(house.socket, 'chat:lift', { key: key(), who })).toMatchObject({ ok: true });
    expect(await posts(ana, 'Heard again at once')).toMatchObject({ ok: true });
    const ban = { key: key(), buyerId: someone.buyerId, reason: 'fraud' as const };
    expect(await chats.ban(market.host.actor, ban)).toMatchObject({ ok: true });
    expect(await posts(ana, 'Am I heard again')).toMatchObject({ code: 'CHAT_SILENCED', untilMs: null });
    const lifted = await chats.unban(market.host.actor, { key: key(), buyerId: someone.buyerId });
    expect(lifted).toMatchObject({ ok: true, ban: null });
    expect(await posts(ana, 'Now I am heard')).toMatchObject({ ok: true });
    const words = { key: key(), words: ['微信'], wordsDo: 'drop' as const, version: 0 };
    expect(await chats.setWords(market.host.actor, words)).toMatchObject({ ok: true, version: 1 });
    expect(await posts(ana, '加微·信看看')).toMatchObject({ code: 'CHAT_WORDS' });
    expect(await chats.setWords(market.host.actor, { ...words, key: key() })).toMatchObject({
      code: 'STALE_VERSION',
    });
    const again = { key: key(), words: [], wordsDo: 'hold' as const, version: 1 };
    expect(await chats.setWords(market.host.actor, again)).toMatchObject({ ok: true, version: 2 });
  });

  test('[N5] an assistant without the right neither sees what moderators see nor acts', async () => {
    const helper = await somebody('assistant', 'Su');
    const granted = await market.app.application.console(
      market.host.actor,
      market.streamId,
      'stream:grant',
      { key: key(), staffId: helper.actor.staffId, grants: ['pin'] } as never,
      market.clock.steadyMs(),
    );
    expect(granted).toMatchObject({ ok: true });
    const { socket, at } = await moderates(helper);
    expect(await ask(socket, 'chat:say', { key: key(), text: 'I speak for the house' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(at.chat).toEqual({});
  });

  test('[N1] a line of staff has their second name for who reads English, and no fact has it', async () => {
    const [helper, ana] = [await somebody('assistant', '段丽华', 'Duan Lihua'), await watches()];
    const grant = { key: key(), staffId: helper.actor.staffId, grants: ['chat'] } as never;
    const { application } = market.app;
    accepted(
      await application.console(
        ...([market.host.actor, market.streamId, 'stream:grant', grant, market.clock.steadyMs()] as const),
      ),
    );
    const { socket, lines } = await moderates(helper);
    const said = await ask(socket, 'chat:say', { key: key(), text: 'Fresh from the mill' });
    expect(said).toMatchObject({ ok: true });
    const mark = { by: 'staff', nameEn: 'Duan Lihua' };
    await vi.waitFor(
      () => expect(ana.lines.get(said.seq)).toEqual([said.seq, '段丽华', 'Fresh from the mill', mark]),
      5_000,
    );
    await vi.waitFor(() => expect(lines.get(said.seq)).toMatchObject({ name: '段丽华', mark }), 5_000);
    expect((await market.stores.store.factAt(chatLogOf(market.streamId), said.seq))?.body).not.toMatch(
      /Duan/,
    );
  });

  test('[N5] words of the list are held for a look in any disguise, or dropped', async () => {
    const [ana, ben, house] = [await watches(), await watches(), await moderates()];
    await vi.waitFor(() => expect(house.at.chat.settings).toBeDefined(), 5_000);
    const settings = { ...house.at.chat.settings!, words: ['cheaper shop'], wordsDo: 'hold' as const };
    expect(await ask(house.socket, 'chat:set', { key: key(), settings })).toMatchObject({ ok: true });
    const held = await posts(ana, 'Try the CHEAP­ER  shоp');
    expect(held).toMatchObject({ ok: true, isHeld: true });
    await vi.waitFor(() => expect(house.lines.get(held.seq)?.state).toBe('held'), 5_000);
    expect(texts(ben).some((text) => /cheap/i.test(text))).toBe(false);
    await ask(house.socket, 'chat:restore', { key: key(), seq: held.seq });
    await vi.waitFor(() => expect(ben.lines.has(held.seq)).toBe(true), 5_000);
    await ask(house.socket, 'chat:set', { key: key(), settings: { ...settings, wordsDo: 'drop' } });
    expect(await posts(ana, 'cheaper shop over there')).toMatchObject({ code: 'CHAT_WORDS' });
    await ask(house.socket, 'chat:set', { key: key(), settings: { ...settings, words: [], writers: 'off' } });
    expect(await posts(ana, 'Is anybody here now')).toMatchObject({ code: 'CHAT_OFF', why: 'off' });
    await vi.waitFor(() => expect(ben.chat.writers).toBe('off'), 5_000);
    await ask(house.socket, 'chat:set', {
      key: key(),
      settings: { ...settings, words: [], writers: 'ordered' },
    });
    expect(await posts(ana, 'And can I write now')).toMatchObject({ code: 'CHAT_OFF', why: 'ordered' });
    await ask(house.socket, 'chat:set', { key: key(), settings: { ...settings, words: [] } });
  });

  test('[N6] a question reaches the host, is answered by one act, and is kept without a name', async () => {
    const [ana, ben, house] = [await watches(), await watches(), await moderates()];
    const asked = await ask(ana.socket, 'chat:ask', {
      key: key(),
      itemNumber: 5,
      text: 'Does 5 keep for two weeks?',
    });
    expect(asked).toMatchObject({ ok: true });
    const line = await posts(ben, 'How heavy is one bag?');
    await ask(house.socket, 'chat:question', { key: key(), seq: line.seq, itemNumber: 4 });
    await vi.waitFor(() => expect(house.at.chat.questions).toHaveLength(2), 5_000);
    expect(await ask(house.socket, 'chat:answer', { key: key(), seq: asked.seq })).toMatchObject({
      ok: true,
    });
    await vi.waitFor(() => expect(ben.chat.answering?.question).toBe('Does 5 keep for two weeks?'), 5_000);
    await ask(house.socket, 'chat:answer', { key: key(), seq: line.seq, text: 'Five hundred grams.' });
    await vi.waitFor(() => expect(texts(ana)).toContain('Five hundred grams.'), 5_000);
    expect(await ask(house.socket, 'chat:answer', { key: key(), seq: line.seq })).toMatchObject({
      code: 'CHAT_GONE',
    });
    const answered = await market.app.application.chats.answered(market.streamId);
    expect(answered.slice(-2)).toMatchObject([
      { item: 5, question: 'Does 5 keep for two weeks?', answer: null },
      { item: 4, question: 'How heavy is one bag?', answer: 'Five hundred grams.' },
    ]);
    expect(JSON.stringify(answered)).not.toContain(`"${asked.name}"`);
    const told = await (await fetch(`${market.url}/api/v1/streams/${market.slug}/questions`)).json();
    expect(told).toEqual({ questions: answered });
  });

  test('[N5] a pinned line, a notice and reports', async () => {
    const [ana, ben, house] = [await watches(), await watches(), await moderates()];
    const said = await posts(ana, 'The honey was lovely last time');
    await ask(house.socket, 'chat:pin', { key: key(), seq: said.seq });
    await ask(house.socket, 'chat:announce', { key: key(), text: 'Shipping is free until nine.' });
    await vi.waitFor(() => expect(ben.chat.pinned?.[0]).toBe(said.seq), 5_000);
    await vi.waitFor(() => expect(ben.chat.notice).toBe('Shipping is free until nine.'), 5_000);
    for (let n = 0; n < 2; n += 1) {
      await ask(ben.socket, 'chat:report', { key: key(), seq: said.seq, reason: 'spam' });
    }
    await vi.waitFor(() => expect(house.lines.get(said.seq)?.reports).toBe(1), 5_000);
  });
}
