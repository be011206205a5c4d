import { paintBackdrop } from './backdrop.ts';
import { paintClock, paintMoths, paintPassers, paintStars } from './evening.ts';
import { createHost } from './host.ts';
import { penOf } from './pen.ts';
import { publish } from './publish.ts';
import { pluckedStrings } from './sound.ts';
import { createStall } from './stall.ts';
import type { Table, TableNews } from './table.ts';

/** So many pictures a second are painted and sent: a calm motion, still cheap enough for two cores. */
const FPS = 25;

/** It need not be shown to be sent, and a browser that shows nothing works less; `#look` shows it. */
const canvas = document.createElement('canvas');
canvas.width = 640;
canvas.height = 360;
if (location.hash === '#look') document.body.append(canvas);
const pen = penOf(canvas, false);
const backdrop = paintBackdrop(canvas.width, canvas.height);
const stall = createStall();
const host = createHost();

/** What is on the table, as the market says. */
let table: Table = { itemNumber: null, name: '', picture: null, sinceMs: 0 };

function paint(): void {
  const nowMs = performance.now();
  pen.drawImage(backdrop, 0, 0);
  paintStars(pen, nowMs);
  paintPassers(pen, nowMs);
  stall.paintBehind(pen);
  host.paint(pen, nowMs, table);
  stall.paintBefore(pen, nowMs, table);
  paintMoths(pen, nowMs);
  paintClock(pen, new Date());
}

async function show({ itemNumber, name, picture }: TableNews): Promise<void> {
  const image = picture ? new Image() : null;
  if (image) {
    image.src = picture;
    await image.decode().catch(() => {});
  }
  table = { itemNumber, name, picture: image?.naturalWidth ? image : null, sinceMs: performance.now() };
}

paint();
setInterval(paint, 1_000 / FPS);
const told = new EventSource('/table');
told.onmessage = (event) => void show(JSON.parse(event.data) as TableNews);
void publish(canvas.captureStream(FPS).getVideoTracks()[0]!, pluckedStrings());
