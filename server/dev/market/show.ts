import { setMaxListeners } from 'node:events';
import type { World } from '../../app.ts';
import { signInToken } from '../../features/account/sign-in-token.ts';
import { secretsOf } from '../../secrets-of.ts';
import { openScene, type SceneKind } from '../scene/scene.ts';
import { chanceOf } from './chance.ts';
import { runCrowd } from './crowd.ts';
import { openDoor } from './door.ts';
import { openFloor } from './floor-line.ts';
import { runHost } from './host.ts';
import type { Past } from './past/play.ts';

/** Whoever waits for an answer when the show is over is not waited for any longer. */
const GOODBYE_MS = 1_000;
const SEED = 2_026;

/** Tonight's stream with its host and a crowd, through the real doors. */
export interface Show {
  /** What stands in the picture of the live stream. */
  picture(): SceneKind;
  /** Puts the drawn market into the picture now that there is live video; does nothing where it is there. */
  draw(): Promise<SceneKind>;
  /** Where people look, at the address that they open; those of staff sign in, once each. */
  links(origin: string): Promise<{ viewer: string; console: string; insights: string; replay: string }>;
  /** A token that signs somebody of the market in, once. */
  linkOf(role: 'analyst' | 'office' | 'packer' | 'producer'): Promise<string>;
  /** Sends everybody home. */
  close(): Promise<void>;
}

/**
 * @param options.url where host and crowd find the market
 * @param options.chromium what draws the picture, or null
 * @param options.noVideo why this server has no live video, or null if it has
 */
export async function openShow(options: {
  url: string;
  viewers: number;
  past: Past;
  chromium: string | null;
  noVideo: string | null;
  world: Pick<World, 'config' | 'directory' | 'log' | 'clock'>;
}): Promise<Show> {
  const { url, viewers, past, chromium, noVideo, world } = options;
  const { config, directory, log, clock } = world;
  const secrets = secretsOf(config);
  const linkFor = (staffId: string) => signInToken({ directory, secrets, clock }, staffId);
  const door = openDoor(url);
  const [host] = past.cast.hosts;
  const floor = await openFloor(url, past.liveSlug, await door.signIn(await linkFor(host.staffId)));

  const ending = new AbortController();
  const isOver = ending.signal;
  // Every place of the crowd waits for the end.
  setMaxListeners(0, isOver);
  const onFault = (fault: unknown) => {
    if (!isOver.aborted) log.warn({ err: fault }, 'somebody in the demo stumbled');
  };
  const { regulars, liveSlug: slug } = past;
  const cast = [
    runHost({ floor, chance: chanceOf(SEED), isOver }).catch(onFault),
    runCrowd({ door, slug, size: viewers, regulars, seed: SEED, isOver, onFault }).catch(onFault),
  ];
  const where = { url, slug, floor, chromium };
  let scene = await openScene({ ...where, noVideo });
  let drawing: Promise<SceneKind> | null = null;
  async function drawNow(): Promise<SceneKind> {
    if (scene.shows.kind === 'poster') scene = await openScene({ ...where, noVideo: null });
    return scene.shows;
  }
  return {
    picture: () => scene.shows,
    draw() {
      drawing ??= drawNow().finally(() => {
        drawing = null;
      });
      return drawing;
    },
    linkOf: (role) => linkFor(past.cast[role].staffId),
    async links(origin) {
      const signedIn = async (path: string, staffId: string) =>
        `${origin}/sign-in/link?to=${path}#${await linkFor(staffId)}`;
      return {
        viewer: `${origin}/s/${slug}`,
        console: await signedIn(`/console/${slug}`, host.staffId),
        insights: await signedIn(`/insights/${slug}`, past.cast.analyst.staffId),
        replay: `${origin}/replay/${past.recordedSlug ?? past.lastSlug}`,
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
