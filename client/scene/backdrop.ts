import { type Box, disc, HEIGHT, type Layer, layerOf, type Pen, WHOLE, WIDTH } from './pen.ts';

/** What the sky begins and the ground ends with. */
const SKY = '#1f2547';
const EARTH = '#1b1626';

/** All that does not move, painted once: sky, hills, the village, the ground, the stall's own wood. */
export function paintBackdrop(scale: number): Layer {
  return layerOf(scale, WHOLE, (pen) => {
    sky(pen);
    hills(pen);
    village(pen);
    ground(pen);
  });
}

/** The sky above the scene and the ground below it, where a picture is higher than the scene. */
export function paintBeyond(pen: Pen, { x, y, width, height }: Box): void {
  pen.fillStyle = SKY;
  pen.fillRect(x, y, width, -y);
  pen.fillStyle = EARTH;
  pen.fillRect(x, HEIGHT, width, y + height - HEIGHT);
}

function sky(pen: Pen): void {
  const dusk = pen.createLinearGradient(0, 0, 0, HEIGHT);
  dusk.addColorStop(0, SKY);
  dusk.addColorStop(0.32, '#4a4470');
  dusk.addColorStop(0.52, '#a8637a');
  dusk.addColorStop(0.66, '#e59a6b');
  pen.fillStyle = dusk;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  // A young moon, and its own dark side.
  pen.fillStyle = '#fff1d2';
  disc(pen, 92, 54, 15);
  pen.fillStyle = '#31325b';
  disc(pen, 98, 50, 14);
}

function hills(pen: Pen): void {
  ridge(
    pen,
    '#7a5275',
    [0, 196, 60, 168, 118, 190, 176, 158, 240, 186, 330, 160, 410, 188, 500, 156, 566, 184, 640, 164],
  );
  ridge(
    pen,
    '#5a4269',
    [0, 222, 80, 196, 150, 214, 230, 190, 320, 216, 420, 196, 520, 220, 590, 198, 640, 212],
  );
  ridge(pen, '#3d3355', [0, 244, 100, 226, 220, 240, 340, 228, 460, 242, 560, 230, 640, 238]);
}

/** A line through the points, rounded, and everything below it. */
function ridge(pen: Pen, colour: string, points: readonly number[]): void {
  pen.fillStyle = colour;
  pen.beginPath();
  const at = (n: number) => [points[2 * n]!, points[2 * n + 1]!] as const;
  const last = points.length / 2 - 1;
  pen.moveTo(...at(0));
  for (let n = 1; n < last; n += 1) {
    const [x, y] = at(n);
    const [nextX, nextY] = at(n + 1);
    pen.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  pen.lineTo(...at(last));
  pen.lineTo(WIDTH, HEIGHT);
  pen.lineTo(0, HEIGHT);
  pen.fill();
}

/** The houses across the river with their lit windows, and the bridge that leads there. */
function village(pen: Pen): void {
  for (const [x, width, height] of [
    [12, 44, 22],
    [62, 34, 28],
    [548, 40, 26],
    [594, 46, 20],
  ] as const) {
    const top = 246 - height;
    pen.fillStyle = '#2c2743';
    pen.fillRect(x, top, width, height);
    pen.beginPath();
    pen.moveTo(x - 8, top + 2);
    pen.quadraticCurveTo(x + width / 2, top - 4, x + width / 2, top - 11);
    pen.quadraticCurveTo(x + width / 2, top - 4, x + width + 8, top + 2);
    pen.fill();
    pen.fillStyle = '#ffcf87';
    for (let window = x + 7; window < x + width - 6; window += 12) pen.fillRect(window, top + 9, 4, 5);
  }
  pen.strokeStyle = '#241f38';
  pen.lineWidth = 5;
  pen.beginPath();
  pen.ellipse(124, 262, 34, 22, 0, Math.PI, 0);
  pen.stroke();
}

function ground(pen: Pen): void {
  const earth = pen.createLinearGradient(0, 250, 0, HEIGHT);
  earth.addColorStop(0, '#2f2742');
  earth.addColorStop(1, EARTH);
  pen.fillStyle = earth;
  pen.fillRect(0, 252, WIDTH, HEIGHT - 252);
  pen.fillStyle = 'rgb(255 190 120 / 4%)';
  for (let n = 0; n < 60; n += 1) {
    const [x, y] = [(n * 97) % WIDTH, 262 + ((n * 53) % 96)] as const;
    pen.beginPath();
    pen.ellipse(x, y, 16, 3.2, 0, 0, 7);
    pen.fill();
  }
}
