import { firstSettings } from '../../../server/chat/state.ts';
import { CARE_UNDO_MS } from '../../../shared/market/chat/bounds.ts';
import type { Scene } from '../scene.ts';
import { PRICE } from './on-air.ts';

/** What there is in the chat when the play begins. */
export type OpenChat = Awaited<ReturnType<typeof openChat>>;

/**
 * The chat of a stream on air: two questions wait, one line was just deleted, one holds a word of the list, one writer is
 * silenced. One of three viewers has ordered.
 */
export async function openChat(scene: Scene) {
  const [eva, fay, gil] = [await scene.buyer(), await scene.buyer(), await scene.buyer()];
  const { streamId } = await scene.stream('Talk of the day');
  const { productId } = await scene.product('millet', 9);
  await scene.did(streamId, 'lineup:add', { productId, units: 9 });
  await scene.did(streamId, 'stream:go-live', {});
  await scene.buyerDid(eva, streamId, 'cart:add', { itemNumber: 1, units: 1, seenPriceMinor: PRICE });
  await scene.ordered(eva, streamId, { itemNumber: 1, units: 1, unitPriceMinor: PRICE });

  const says = async (who: typeof eva, text: string) =>
    (await scene.talked(who, streamId, 'chat:post', { text })).seq;
  const settings = { ...firstSettings, words: ['cheat'] };
  await scene.cared(streamId, 'chat:set', { settings });
  const plain = await says(eva, 'Good evening from the valley');
  const rude = await says(fay, 'This is not worth it');
  const held = await says(fay, 'You cheat');
  const gone = await says(gil, 'Buy from me instead');
  const { seq: asked } = await scene.talked(eva, streamId, 'chat:ask', { itemNumber: 1, text: 'How sweet?' });
  const { seq: other } = await scene.talked(fay, streamId, 'chat:ask', { itemNumber: 1, text: 'How old?' });
  await scene.cared(streamId, 'chat:silence', {
    seq: gone,
    minutes: null,
    reason: 'spam',
    scope: 'stream',
  });
  await scene.cared(streamId, 'chat:delete', { seq: gone });
  const { view } = (await scene.market.chats.moderation(streamId))!;
  const [silenced] = view.silenced;
  return {
    scene,
    streamId,
    eva,
    fay,
    gil,
    settings,
    plain,
    rude,
    held,
    gone,
    asked,
    other,
    who: silenced!.who,
  };
}

/** What viewers and the house may do there next: every command of a chat meets every other one. */
export function chatMay(set: OpenChat): void {
  const { scene, streamId, eva, fay, gil, settings, plain, rude, held, gone, asked, other, who } = set;
  const talks = scene.talkerMay.bind(scene) as typeof scene.talkerMay;
  const cares = scene.carerMay.bind(scene) as typeof scene.carerMay;
  talks('fay writes a line', fay, streamId, 'chat:post', { text: 'I would like some honey' });
  talks('eva writes the same', eva, streamId, 'chat:post', { text: 'I would like some HONEY' });
  talks('fay asks about millet', fay, streamId, 'chat:ask', { itemNumber: 1, text: 'From which field?' });
  talks('eva reports a line', eva, streamId, 'chat:report', { seq: rude, reason: 'insult' });
  cares('the host says something', streamId, 'chat:say', { text: 'Welcome' });
  cares('a rude line is deleted', streamId, 'chat:delete', { seq: rude });
  cares('a deleted line is shown again', streamId, 'chat:restore', { seq: gone });
  cares('a held line is shown', streamId, 'chat:restore', { seq: held });
  cares('fay is silenced', streamId, 'chat:silence', {
    ...{ seq: rude, minutes: null, reason: 'insult', scope: 'stream' },
  });
  cares('fay is banned from all chats', streamId, 'chat:silence', {
    ...{ seq: rude, minutes: null, reason: 'insult', scope: 'all' },
  });
  cares('somebody is heard again', streamId, 'chat:lift', { who });
  scene.askMay('the office lets them be heard', 'hearInChat', scene.staff('operator'), {
    body: { key: scene.key(), buyerId: gil.buyerId, streamId },
  });
  cares('a rude line is pinned', streamId, 'chat:pin', { seq: rude });
  cares('something stands above all', streamId, 'chat:announce', { text: 'Back in a minute' });
  cares('honey is a word of the list', streamId, 'chat:set', {
    settings: { ...settings, words: ['cheat', 'honey'] },
  });
  cares('no line has the word honey', streamId, 'chat:set', {
    settings: { ...settings, words: ['cheat', 'honey'], wordsDo: 'drop' },
  });
  cares('only who has ordered writes', streamId, 'chat:set', {
    settings: { ...settings, writers: 'ordered' },
  });
  cares('a line becomes a question', streamId, 'chat:question', { seq: plain, itemNumber: 1 });
  cares('that line is answered', streamId, 'chat:answer', { seq: plain });
  cares('a question is answered', streamId, 'chat:answer', { seq: asked, text: 'Very' });
  cares('the other is answered', streamId, 'chat:answer', { seq: other });
  cares('that question is deleted', streamId, 'chat:delete', { seq: asked });
  cares('a question is dismissed', streamId, 'chat:dismiss', { seq: asked });
}

/** What may fall due meanwhile: the time of undo is over, and a text is destroyed. */
export const undoIsOver = {
  name: 'the time of undo is over',
  of: null,
  send: async (_market: unknown, nowMs: number, clock: { passTo(ms: number): void }) =>
    clock.passTo(nowMs + CARE_UNDO_MS),
} as const;
