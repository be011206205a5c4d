import { at } from '../builders/market.ts';
import { type Call, Scene } from './scene.ts';
import { closeShow, deskAfter } from './scenes/after.ts';
import { evening } from './scenes/before.ts';
import { buyersOnAir, waitersOnAir } from './scenes/buyers.ts';
import { chatMay, openChat } from './scenes/chat.ts';
import { floorOnAir } from './scenes/floor.ts';
import { moneyAfter } from './scenes/money.ts';
import { officeMay, openOffice } from './scenes/office.ts';
import { goOnAir } from './scenes/on-air.ts';

/** @param isWaitedFor two also wait for the salt that a third holds (H5), and more may happen */
export async function onAir(isWaitedFor = false): Promise<Scene> {
  const scene = await Scene.open(at('20:00'));
  await addOnAir(scene, isWaitedFor);
  return scene.ready();
}

export async function beforeTheShow(): Promise<Scene> {
  const scene = await Scene.open(at('19:00'));
  await evening(scene);
  return scene.ready();
}

export async function afterTheShow(): Promise<Scene> {
  const scene = await Scene.open(at('20:00'));
  await addAfter(scene);
  return scene.ready();
}

export async function office(): Promise<Scene> {
  const scene = await Scene.open(at('20:00'));
  await addOffice(scene);
  return scene.ready();
}

/** A chat on its own: on air are a host, three viewers and a product. */
export async function chat(): Promise<Scene> {
  const scene = await Scene.open(at('20:00'));
  await addChat(scene);
  return scene.ready();
}

/** All of it in one market at one time, and what may be done in each part. */
export async function wholeMarket(): Promise<{ scene: Scene; parts: Call[][] }> {
  const scene = await Scene.open(at('20:00'));
  const parts: Call[][] = [];
  const onAirWithLine = (of: Scene) => addOnAir(of, true);
  for (const add of [onAirWithLine, evening, addAfter, addOffice, addChat]) {
    const from = scene.calls.length;
    await add(scene);
    parts.push(scene.calls.slice(from));
  }
  return { scene: await scene.ready(), parts };
}

async function addOnAir(scene: Scene, isWaitedFor: boolean): Promise<void> {
  const set = await goOnAir(scene, isWaitedFor);
  buyersOnAir(set);
  floorOnAir(set);
  if (isWaitedFor) waitersOnAir(set);
}

async function addAfter(scene: Scene): Promise<void> {
  const set = await closeShow(scene);
  deskAfter(set);
  await moneyAfter(set);
}

async function addChat(scene: Scene): Promise<void> {
  chatMay(await openChat(scene));
}

async function addOffice(scene: Scene): Promise<void> {
  officeMay(await openOffice(scene));
}

/** What may fall due while something is under way: the flash's end, the holds of newcomers, a payment's deadline. */
export const passing: readonly Call[] = ['20:01', '20:03', '20:15'].map((time) => ({
  name: `it is ${time}`,
  of: null,
  send: async (_market, _nowMs, clock) => clock.passTo(at(time)),
}));
