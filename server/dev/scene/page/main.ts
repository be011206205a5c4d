import { paintBackdrop } from './backdrop.js';
import { paintClock, paintMoths, paintPassers, paintStars } from './evening.js';
import { createHost } from './host.js';
import { publish } from './publish.js';
import { pluckedStrings } from './sound.js';
import { createStall } from './stall.js';

/** So many pictures a second are painted and sent: enough for a calm evening, cheap enough for two cores. */
const FPS = 15;

/** It need not be shown to be sent, and a browser that shows nothing works less; `#look` shows it. */
const canvas = document.createElement('canvas');
canvas.width = 640;
canvas.height = 360;
if (location.hash === '#look') document.body.append(canvas);
const pen = canvas.getContext('2d', { alpha: false });
const backdrop = paintBackdrop(canvas.width, canvas.height);
const stall = createStall();
const host = createHost();

/** What is on the table, as the market says. */
let table = { itemNumber: null, name: '', picture: null, sinceMs: 0 };

function paint() {
  const nowMs = performance.now();
  pen.drawImage(backdrop, 0, 0);
  paintStars(pen, nowMs);
  paintPassers(pen, nowMs);
  stall.paintBehind(pen, nowMs);
  host.paint(pen, nowMs, table);
  stall.paintBefore(pen, nowMs, table);
  paintMoths(pen, nowMs);
  paintClock(pen, new Date());
}

async function show({ itemNumber, name, picture }) {
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
told.onmessage = (event) => void show(JSON.parse(event.data));
void publish(canvas.captureStream(FPS).getVideoTracks()[0], pluckedStrings());
