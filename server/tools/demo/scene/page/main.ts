import { penOn } from '../../../../../client/scene/pen.ts';
import { createScene } from '../../../../../client/scene/scene.ts';
import { keepTable, type TableNews } from '../../../../../client/scene/table.ts';
import { publish } from './publish.ts';
import { pluckedStrings } from './sound.ts';

/** So many pictures a second are painted and sent: a calm motion, still cheap enough for two cores. */
const FPS = 25;

/** It need not be shown to be sent, and a browser that shows nothing works less; `#look` shows it. */
const canvas = document.createElement('canvas');
if (location.hash === '#look') document.body.append(canvas);
const pen = penOn(canvas, 1);
const scene = createScene(1);

const keeper = keepTable();
/** The clock in the picture is the market's. */
let aheadMs = 0;

function paint(): void {
  scene.paint(pen, performance.now(), keeper.table(), new Date(Date.now() + aheadMs));
}

paint();
setInterval(paint, 1_000 / FPS);
const told = new EventSource('/table');
told.onmessage = (event) => {
  const { nowMs, ...news } = JSON.parse(event.data) as TableNews & { nowMs: number };
  aheadMs = nowMs - Date.now();
  void keeper.lay(news);
};
void publish(canvas.captureStream(FPS).getVideoTracks()[0]!, pluckedStrings());
