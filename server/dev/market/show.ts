import { setMaxListeners } from 'node:events';
import { systemClock } from '../../adapters/system/clock.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { World } from '../../app.ts';
import { addStaff } from '../../features/account/add-staff.ts';
import { signInToken } from '../../features/account/sign-in-token.ts';
import { secretsOf } from '../../secrets-of.ts';
import { openScene, type SceneKind } from '../scene/scene.ts';
import { chanceOf } from './chance.ts';
import { runCrowd } from './crowd.ts';
import { openDoor } from './door.ts';
import { type Guest, playFirstMarket } from './first-market.ts';
import { runHost } from './host.ts';
import { setStage } from './stage.ts';

/** Whoever waits for an answer when the show is over is not waited for any longer. */
const GOODBYE_MS = 1_000;

/** What is there before the doors open: two members of staff, goods, and a stream that ended yesterday. */
export interface Yesterday {
  sellerId: string;
  visitorId: string;
  regulars: Guest[];
  /** The stream that ended. */
  slug: string;
}

/** Plays yesterday's market into empty stores. */
export async function playYesterday(world: Omit<World, 'clock'>): Promise<Yesterday> {
  const { config, directory, readers } = world;
  const secrets = secretsOf(config);
  const staff = async (email: string, name: string, role: 'host' | 'operator') => {
    const member = { email, name, role, password: null };
    return { ...(await addStaff(directory, secrets, systemIds, member)), name, role };
  };
  const seller = await staff('host@market.example', '段丽华 Duan Lihua', 'host');
  const visitor = await staff('visitor@market.example', '来宾 Visitor', 'operator');
  const regulars = await playFirstMarket(world, { ...seller, device: 'first-market' });
  const [first] = await readers.streams({ rehearsals: false, limit: 1 });
  return { sellerId: seller.staffId, visitorId: visitor.staffId, regulars, slug: first?.slug ?? '' };
}

/** A stream that is live now with its host and a crowd, and one this evening; all of it through the real doors. */
export interface Show {
  liveSlug: string;
  eveningSlug: string;
  /** What stands in the picture of the live stream. */
  picture(): SceneKind;
  /** Puts the drawn market into the picture now that there is live video; does nothing where it is there. */
  draw(): Promise<SceneKind>;
  /** Where people look, at the address that they open; two of the links sign in, once each. */
  links(origin: string): Promise<{ viewer: string; console: string; insights: string; firstMarket: string }>;
  /** Sends everybody home. */
  close(): Promise<void>;
}

/**
 * @param options.url where host and crowd find the market
 * @param options.chromium what draws the picture, or null
 * @param options.noVideo why this server has no live video, or null if it has
 * @param options.drawnHosts where this server looks up whose host is a drawing: the live stream is put there
 */
export async function openShow(options: {
  url: string;
  viewers: number;
  yesterday: Yesterday;
  chromium: string | null;
  noVideo: string | null;
  drawnHosts?: Set<string>;
  world: Pick<World, 'config' | 'directory' | 'log'>;
}): Promise<Show> {
  const { url, viewers, yesterday, chromium, noVideo, drawnHosts, world } = options;
  const { config, directory, log } = world;
  const secrets = secretsOf(config);
  const clock = systemClock();
  const linkFor = (staffId: string) => signInToken({ directory, secrets, clock }, staffId);
  const door = openDoor(url);
  const session = await door.signIn(await linkFor(yesterday.sellerId));
  const { live, evening, floor } = await setStage(door, session, (streamId) => drawnHosts?.add(streamId));

  const ending = new AbortController();
  const isOver = ending.signal;
  // Every place of the crowd waits for the end.
  setMaxListeners(0, isOver);
  const onFault = (fault: unknown) => {
    if (!isOver.aborted) log.warn({ err: fault }, 'somebody in the demo stumbled');
  };
  const seed = Date.now();
  const { regulars } = yesterday;
  const cast = [
    runHost({ floor, chance: chanceOf(seed), isOver }).catch(onFault),
    runCrowd({ door, slug: live.slug, size: viewers, regulars, seed, isOver, onFault }).catch(onFault),
  ];
  const where = { url, slug: live.slug, floor, chromium };
  let scene = await openScene({ ...where, noVideo });
  let drawing: Promise<SceneKind> | null = null;
  async function drawNow(): Promise<SceneKind> {
    if (scene.shows.kind === 'poster') scene = await openScene({ ...where, noVideo: null });
    return scene.shows;
  }
  return {
    liveSlug: live.slug,
    eveningSlug: evening.slug,
    picture: () => scene.shows,
    draw() {
      drawing ??= drawNow().finally(() => {
        drawing = null;
      });
      return drawing;
    },
    async links(origin) {
      const signedIn = async (path: string) =>
        `${origin}/sign-in/link?to=${path}#${await linkFor(yesterday.visitorId)}`;
      return {
        viewer: `${origin}/s/${live.slug}`,
        console: await signedIn(`/console/${live.slug}`),
        insights: await signedIn(`/insights/${live.slug}`),
        firstMarket: `${origin}/insights/${yesterday.slug}`,
      };
    },
    async close() {
      ending.abort();
      await drawing?.catch(() => {});
      await scene.close();
      floor.leave();
      await Promise.race([
        Promise.all(cast),
        new Promise((resolve) => setTimeout(resolve, GOODBYE_MS).unref()),
      ]);
    },
  };
}
