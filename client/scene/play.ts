import { paintBeyond } from './backdrop.ts';
import { type Box, penOn, WHOLE } from './pen.ts';
import { createScene } from './scene.ts';
import { keepTable, type TableNews } from './table.ts';

/** So many pictures a second at most: as many as the scene has when it is broadcast. */
const FPS = 25;
const FRAME_MS = 1_000 / FPS;
/** More pixels than this per unit of the drawing cost more than they show. */
const MOST_SCALE = 2.5;

/** The scene on a canvas of a page that people look at. */
export interface ScenePlayer {
  show(news: TableNews): void;
  /**
   * Paints as many pixels as a screen shows of it.
   * @param width of the picture on the screen, CSS px
   * @param box what it shows of the scene, and beyond it
   */
  fit(width: number, box?: Box): void;
  close(): void;
}

/**
 * Plays until it is closed; not while the page is out of sight. Where somebody wants no motion it is a still that
 * follows the table alone, without the clock: one that stands would be wrong.
 * @param now the market's time, epoch ms
 * @throws where a browser paints nothing
 */
export function playScene(canvas: HTMLCanvasElement, now: () => number): ScenePlayer {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const keeper = keepTable();
  let scale = 1;
  let box = WHOLE;
  let pen = penOn(canvas, scale);
  let scene = createScene(scale);
  let next = 0;
  let dueMs = 0;
  let isClosed = false;

  function paint(nowMs: number): void {
    const table = keeper.table();
    const isWhole = box === WHOLE;
    if (!isWhole) paintBeyond(pen, box);
    if (calm.matches) scene.paint(pen, 0, { ...table, sinceMs: Number.NEGATIVE_INFINITY }, null, isWhole);
    else scene.paint(pen, nowMs, table, isWhole ? new Date(now()) : null, isWhole);
  }

  function step(nowMs: number): void {
    next = requestAnimationFrame(step);
    if (nowMs < dueMs) return;
    // After a hitch it goes on from here: nothing is caught up with.
    dueMs = nowMs - dueMs < FRAME_MS ? dueMs + FRAME_MS : nowMs + FRAME_MS;
    paint(nowMs);
  }

  /** Paints what has changed at once, and goes on if it is to move. */
  function go(): void {
    cancelAnimationFrame(next);
    if (isClosed || document.hidden) return;
    if (calm.matches) paint(0);
    else next = requestAnimationFrame(step);
  }

  document.addEventListener('visibilitychange', go);
  calm.addEventListener('change', go);
  go();
  return {
    show(news) {
      void keeper.lay(news).then(() => {
        if (calm.matches) go();
      });
    },
    fit(width, shown = WHOLE) {
      const wanted = (width * devicePixelRatio) / shown.width;
      const stepped = Math.min(MOST_SCALE, Math.max(1, Math.round(wanted * 4) / 4));
      if (stepped === scale && shown.height === box.height && shown.width === box.width) return;
      if (stepped !== scale) scene = createScene(stepped);
      scale = stepped;
      box = shown;
      pen = penOn(canvas, scale, box);
      if (calm.matches) go();
      else paint(performance.now());
    },
    close() {
      isClosed = true;
      cancelAnimationFrame(next);
      document.removeEventListener('visibilitychange', go);
      calm.removeEventListener('change', go);
    },
  };
}
