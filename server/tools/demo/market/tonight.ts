import { setMaxListeners } from 'node:events';
import type { Log } from '../../../gateway/logging/log.ts';
import { within } from '../../../lib/deadline.ts';
import { NO_CHROMIUM, openScene, type Scene, type SceneKind } from '../scene/scene.ts';
import { chanceOf } from './chance.ts';
import { runCrowd } from './crowd.ts';
import type { Door } from './door.ts';
import { type FloorLine, openFloor } from './floor-line.ts';
import { runHost } from './host.ts';
import { runMadeUpGuests } from './made-up-guests.ts';
import type { Guest } from './people.ts';
import { runTalk } from './talk/run-talk.ts';
import type { TalkLanguage } from './talk/talks.ts';
import type { Watcher } from './watcher.ts';

/** Whoever waits for an answer when the show is over is not waited for any longer. */
const GOODBYE_MS = 1_500;
const MADE_UP_SEED = 77_000;
const TALK_SEED = 78_000;
const BEGINS = 'until the broadcast begins';

/** A stream that is on, with its host, a crowd and a picture. */
export interface Tonight {
  slug: string;
  floor: FloorLine;
  /** What stands in the picture. */
  picture(): SceneKind;
  /** Puts the drawn market into the picture now that there is live video; does nothing where it is there. */
  draw(): Promise<SceneKind>;
  /** Sends host and crowd home; the stream stays as it is until somebody ends it. */
  goHome(): Promise<void>;
}

/**
 * @param options.session of the stream's host
 * @param options.chromium what draws the picture, or null
 * @param options.noVideo why this server has no live video, or null if it has
 */
export async function openTonight(options: {
  door: Door;
  slug: string;
  session: string;
  viewers: number;
  regulars: readonly Guest[];
  seed: number;
  /** In which the chat is written now. */
  language: () => TalkLanguage;
  /** The market's clock. */
  nowMs: () => number;
  chromium: string | null;
  noVideo: string | null;
  /** Hears what stands in the picture once that is known, where a broadcast was tried. */
  onPicture(picture: SceneKind): void;
  log: Log;
}): Promise<Tonight> {
  const { door, slug, session, viewers, regulars, seed, chromium, noVideo, onPicture, log } = options;
  const { language, nowMs } = options;
  const { url } = door;
  const watchers = new Set<Watcher>();
  const floor = await openFloor(url, slug, session);
  if (floor.status() === 'SCHEDULED') {
    const wentLive = await floor.send('stream:go-live', {});
    if (!wentLive?.ok) throw new Error(`${slug} did not go live: ${wentLive?.code ?? 'no answer'}`);
  }
  const ending = new AbortController();
  const isOver = ending.signal;
  // Every place of the crowd waits for the end.
  setMaxListeners(0, isOver);
  const onFault = (fault: unknown) => {
    if (!isOver.aborted) log.warn({ err: fault }, 'somebody in the demo stumbled');
  };
  const cast = [
    runHost({ floor, chance: chanceOf(seed), isOver }).catch(onFault),
    runCrowd({ door, slug, size: viewers, regulars, seed, isOver, watchers, onFault }).catch(onFault),
    runTalk({
      ...{ watchers, floor, language, nowMs, isOver, onFault },
      chance: chanceOf(seed + TALK_SEED),
    }).catch(onFault),
    runMadeUpGuests({ door, slug, floor, chance: chanceOf(seed + MADE_UP_SEED), isOver }).catch(onFault),
  ];
  const where = { url, slug, floor, chromium };
  const waits = noVideo ?? (chromium === null ? NO_CHROMIUM : BEGINS);
  let scene: Scene = { shows: { kind: 'poster', why: waits }, close: async () => {} };
  let drawing: Promise<SceneKind> | null = null;
  async function drawNow(): Promise<SceneKind> {
    if (scene.shows.kind === 'drawn') return scene.shows;
    scene = await openScene({ ...where, noVideo: null });
    return scene.shows;
  }
  function draw(): Promise<SceneKind> {
    drawing ??= drawNow().finally(() => {
      drawing = null;
    });
    return drawing;
  }
  // A browser takes its time: nobody waits for it at the door.
  if (waits === BEGINS) draw().then(onPicture, onFault);
  return {
    slug,
    floor,
    picture: () => scene.shows,
    draw,
    async goHome() {
      ending.abort();
      // A browser that is still on its way is closed when it comes.
      const closed = Promise.resolve(drawing)
        .catch(() => {})
        .then(() => scene.close());
      await within(GOODBYE_MS, Promise.all([closed, ...cast]));
    },
  };
}
