import { expect, test } from 'vitest';
import { at } from '../builders/market.ts';
import { exploreAll, pairsOf } from './explore-all.ts';
import { Scene } from './scene.ts';
import { openChat, undoIsOver } from './scenes/chat.ts';
import { chat } from './scenes.ts';

test('[N1] [N5] [N6] in a chat, every pair of commands in every order of their await points is as one after the other', async () => {
  const scene = await chat();
  const tally = await exploreAll(scene, pairsOf(scene.calls), { most: 60 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.whole).toBeGreaterThan(0.9 * tally.groups);
  expect(tally.plays).toBeGreaterThan(1_000);
});

test('[N1] [N5] the same on two servers that both decide', async () => {
  const scene = await chat();
  // Each server knows by itself which words were just written (N2).
  const calls = scene.calls.filter(({ name }) => name !== 'eva writes the same');
  const tally = await exploreAll(scene, pairsOf(calls), { most: 8, nodes: 2 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(1_000);
});

test('[N5] whatever is under way when the time of undo ends: a text is destroyed, or its line is back', async () => {
  const scene = await chat();
  const tally = await exploreAll(
    scene,
    scene.calls.map((call) => [call, undoIsOver]),
    { most: 40, isTimed: true },
  );
  expect(tally.anomalies).toEqual([]);
});

test('[N1] with the close of its stream a chat knows nobody any more, in memory neither', async () => {
  const scene = await Scene.open(at('20:00'));
  const { streamId, eva, fay, plain, rude } = await openChat(scene);
  await scene.did(streamId, 'stream:end', {});
  await scene.talked(eva, streamId, 'chat:report', { seq: rude, reason: 'insult' });
  scene.stage.clock.passTo(at('23:00'));
  await scene.settled();
  const late = scene.talked(fay, streamId, 'chat:report', { seq: plain, reason: 'other' });
  await expect(late).rejects.toThrow('CHAT_OFF');
});
