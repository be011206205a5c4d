import { disc, type Pen } from './pen.ts';

/** Where the stars are, and how bright each is. */
const STARS = Array.from({ length: 34 }, (_, n) => ({
  x: (n * 151 + 23) % 640,
  y: 6 + ((n * 67) % 118),
  size: 0.6 + ((n * 7) % 5) / 5,
  beat: 1_700 + ((n * 331) % 2_600),
}));

export function paintStars(pen: Pen, nowMs: number): void {
  for (const { x, y, size, beat } of STARS) {
    pen.fillStyle = `rgb(255 244 220 / ${Math.round(45 + 35 * Math.sin((nowMs / beat) * 2 * Math.PI + x))}%)`;
    pen.fillRect(x, y, size * 1.6, size * 1.6);
  }
}

/** People on their way home across the ground behind the stall: their colour, their pace (px/s), where they began. */
const PASSERS = [
  { colour: '#5b4b78', pace: 9, from: 40, size: 0.82, hasBasket: true },
  { colour: '#685686', pace: -7, from: 520, size: 0.74, hasBasket: false },
  { colour: '#534370', pace: -12, from: 300, size: 0.9, hasBasket: true },
];

export function paintPassers(pen: Pen, nowMs: number): void {
  for (const { colour, pace, from, size, hasBasket } of PASSERS) {
    const way = 760;
    const x = ((((from + (pace * nowMs) / 1_000) % way) + way) % way) - 60;
    const step = Math.sin((nowMs / 1_000) * Math.abs(pace) * 0.55);
    pen.save();
    pen.translate(x, 268 + Math.abs(step) * -1.2);
    pen.scale(pace > 0 ? size : -size, size);
    pen.strokeStyle = colour;
    pen.fillStyle = colour;
    pen.lineWidth = 5;
    pen.lineCap = 'round';
    for (const side of [1, -1]) {
      pen.beginPath();
      pen.moveTo(0, -16);
      pen.lineTo(side * step * 6, 0);
      pen.stroke();
    }
    pen.beginPath();
    pen.ellipse(0, -26, 7.5, 13, 0, 0, 7);
    pen.fill();
    disc(pen, 1.5, -44, 5.5);
    // A hat of straw against the last of the sun.
    pen.beginPath();
    pen.moveTo(-8, -45);
    pen.lineTo(1.5, -53);
    pen.lineTo(11, -45);
    pen.fill();
    if (hasBasket) {
      pen.beginPath();
      pen.roundRect(-15, -36, 9, 16, 3);
      pen.fill();
    }
    pen.restore();
  }
}

/** Two moths that can't leave the lamps alone. */
export function paintMoths(pen: Pen, nowMs: number): void {
  for (const [lampX, lampY, speed, offset] of [
    [196, 118, 780, 0],
    [444, 118, 930, 2],
  ] as const) {
    const turn = nowMs / speed + offset;
    const x = lampX + 20 * Math.sin(turn) + 7 * Math.sin(turn * 2.7);
    const y = lampY + 10 * Math.cos(turn * 1.3) + 5 * Math.sin(turn * 3.1);
    const wing = 1.2 + 1.4 * Math.abs(Math.sin(nowMs / 45));
    pen.fillStyle = 'rgb(255 236 200 / 85%)';
    pen.beginPath();
    pen.ellipse(x - 1.6, y, wing, 1.9, 0.5, 0, 7);
    pen.ellipse(x + 1.6, y, wing, 1.9, -0.5, 0, 7);
    pen.fill();
  }
}

/** The market's clock on its post: hands for those who love them, figures to compare with another clock. */
export function paintClock(pen: Pen, now: Date): void {
  pen.fillStyle = '#241a1c';
  pen.fillRect(579, 150, 6, 176);
  pen.fillStyle = '#3b2a23';
  disc(pen, 582, 132, 31);
  pen.fillStyle = '#fbf3e2';
  disc(pen, 582, 132, 26);
  pen.save();
  pen.translate(582, 132);
  pen.strokeStyle = '#3b2a23';
  pen.lineCap = 'round';
  for (let hour = 0; hour < 12; hour += 1) {
    pen.lineWidth = hour % 3 === 0 ? 2.4 : 1.2;
    line(pen, (hour / 12) * 2 * Math.PI, 20, 23.5);
  }
  const seconds = now.getSeconds() + now.getMilliseconds() / 1_000;
  const minutes = now.getMinutes() + seconds / 60;
  const hours = (now.getHours() % 12) + minutes / 60;
  pen.lineWidth = 3.4;
  line(pen, (hours / 12) * 2 * Math.PI, -3, 13);
  pen.lineWidth = 2.4;
  line(pen, (minutes / 60) * 2 * Math.PI, -3, 19);
  pen.strokeStyle = '#c8451b';
  pen.lineWidth = 1.4;
  line(pen, (Math.floor(seconds) / 60) * 2 * Math.PI, -5, 21);
  pen.fillStyle = '#c8451b';
  disc(pen, 0, 0, 2.4);
  pen.restore();
  pen.fillStyle = '#241a1c';
  pen.beginPath();
  pen.roundRect(544, 172, 76, 22, 5);
  pen.fill();
  pen.fillStyle = '#ffd9a0';
  pen.font = '600 15px ui-monospace, "DejaVu Sans Mono", monospace';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(now.toTimeString().slice(0, 8), 582, 184);
}

function line(pen: Pen, angle: number, from: number, to: number): void {
  const [x, y] = [Math.sin(angle), -Math.cos(angle)] as const;
  pen.beginPath();
  pen.moveTo(x * from, y * from);
  pen.lineTo(x * to, y * to);
  pen.stroke();
}
