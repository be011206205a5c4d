import { expect, test, vi } from 'vitest';
import { chatLogOf } from '../../server/chat/chat.ts';
import { type ChatMarket, texts } from './market.ts';

/** Where texts lie, and where they do not. */
export function textTests(market: ChatMarket): void {
  const { guest, posts, watches } = market;

  test('[N1] no fact, key or snapshot has a text, a name or a buyer', async () => {
    const someone = await guest();
    const ana = await watches(0, someone.token);
    const sentence = 'The walnuts of my grandmother';
    await posts(ana, sentence, { name: 'Lin of Weishan' });
    await vi.waitFor(() => expect(texts(ana)).toContain(sentence), 5_000);
    await market.stop();
    const facts = await market.stores.store.factsAfter(chatLogOf(market.streamId), 0, 10_000);
    await market.closeStores();
    expect(facts.length).toBeGreaterThan(20);
    const logged = JSON.stringify(facts);
    for (const secret of [sentence, 'Lin of Weishan', someone.buyerId]) expect(logged).not.toContain(secret);
    const everything = await market.ground().everything();
    for (const secret of [sentence, 'Lin of Weishan']) expect(everything).not.toContain(secret);
    await market.open();
  });
}
