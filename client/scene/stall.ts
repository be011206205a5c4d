import { disc, lay, layerOf, type Pen, TYPE } from './pen.ts';
import type { Table } from './table.ts';

const LEFT = 150;
const RIGHT = 490;
const COUNTER = 262;
/** The lamplight on all that is near, and the stall's wood. */
const BEHIND = { x: 70, y: -70, width: 500, height: 500 };
/** From the awning to the foot of the counter. */
const BEFORE = { x: 116, y: 40, width: 408, height: 300 };
const LANTERNS = [
  [196, 86],
  [258, 92],
  [382, 92],
  [444, 86],
] as const;

/** The stall: what stands behind the host, and what stands before. */
export interface Stall {
  paintBehind(pen: Pen): void;
  /** @param hasBoard whether the board with number, name and price hangs beside it */
  paintBefore(pen: Pen, nowMs: number, table: Table, hasBoard: boolean): void;
}

export function createStall(scale: number): Stall {
  const behind = layerOf(scale, BEHIND, (pen) => {
    glow(pen, 320, 180, 250, 0.5);
    backWall(pen);
    shelves(pen);
    posts(pen);
  });
  const before = layerOf(scale, BEFORE, (pen) => {
    counter(pen);
    baskets(pen);
    kettle(pen);
    awning(pen);
  });
  /** The name as the board holds it: measuring it for every picture would cost more than painting it. */
  let written: { name: string; lines: readonly string[] } = { name: '', lines: [] };
  return {
    paintBehind: (pen) => lay(pen, behind),
    paintBefore(pen, nowMs, table, hasBoard) {
      lay(pen, before);
      steam(pen, nowMs);
      lanterns(pen, nowMs);
      if (!hasBoard) return;
      if (written.name !== table.name) {
        written = { name: table.name, lines: linesOf(pen, table.name) };
      }
      board(pen, nowMs, table, written.lines);
    },
  };
}

function glow(pen: Pen, x: number, y: number, radius: number, strength: number): void {
  const light = pen.createRadialGradient(x, y, 0, x, y, radius);
  light.addColorStop(0, `rgb(255 217 160 / ${strength * 100}%)`);
  light.addColorStop(0.45, `rgb(255 184 113 / ${strength * 36}%)`);
  light.addColorStop(1, 'rgb(255 184 113 / 0%)');
  pen.fillStyle = light;
  pen.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
}

function backWall(pen: Pen): void {
  const wood = pen.createLinearGradient(0, 110, 0, COUNTER);
  wood.addColorStop(0, '#7d5233');
  wood.addColorStop(1, '#4f321f');
  pen.fillStyle = wood;
  pen.fillRect(LEFT, 108, RIGHT - LEFT, COUNTER - 108);
  pen.strokeStyle = 'rgb(40 24 14 / 45%)';
  pen.lineWidth = 1;
  for (let x = LEFT + 24; x < RIGHT; x += 24) {
    pen.beginPath();
    pen.moveTo(x, 108);
    pen.lineTo(x, COUNTER);
    pen.stroke();
  }
  glow(pen, 320, 150, 150, 0.45);
}

const JARS = ['#b98a4b', '#8a5a2f', '#c9a463', '#7b4a2a'];

/** Jars, a string of chilies, a string of corn: what hangs and stands in every stall of the county. */
function shelves(pen: Pen): void {
  for (const [x, width] of [
    [164, 84],
    [392, 84],
  ] as const) {
    pen.fillStyle = '#3a2417';
    pen.fillRect(x, 186, width, 5);
    for (let n = 0; n < 4; n += 1) {
      const jar = x + 6 + n * 20;
      pen.fillStyle = JARS[(n + x) % JARS.length]!;
      pen.beginPath();
      pen.roundRect(jar, 164 + (n % 2) * 4, 14, 22 - (n % 2) * 4, 4);
      pen.fill();
      pen.fillStyle = '#c8451b';
      pen.fillRect(jar + 1, 161 + (n % 2) * 4, 12, 4);
    }
  }
  for (let n = 0; n < 9; n += 1) {
    pen.fillStyle = n % 2 ? '#d2401c' : '#b52f16';
    pen.beginPath();
    pen.ellipse(254 + (n % 2 ? 4 : -4), 124 + n * 6, 3, 7, n % 2 ? -0.6 : 0.6, 0, 7);
    pen.fill();
  }
  for (let n = 0; n < 6; n += 1) {
    pen.fillStyle = n % 2 ? '#f2b63c' : '#e3a02a';
    pen.beginPath();
    pen.ellipse(386 + (n % 2 ? 5 : -5), 126 + n * 9, 5, 10, n % 2 ? -0.5 : 0.5, 0, 7);
    pen.fill();
  }
}

function posts(pen: Pen): void {
  pen.fillStyle = '#2f1e15';
  pen.fillRect(LEFT - 8, 84, 11, 252);
  pen.fillRect(RIGHT - 3, 84, 11, 252);
}

function counter(pen: Pen): void {
  const wood = pen.createLinearGradient(0, COUNTER, 0, 340);
  wood.addColorStop(0, '#8a5a35');
  wood.addColorStop(1, '#432a1a');
  pen.fillStyle = wood;
  pen.fillRect(LEFT - 22, COUNTER, RIGHT - LEFT + 44, 74);
  pen.fillStyle = '#a8734a';
  pen.fillRect(LEFT - 28, COUNTER - 6, RIGHT - LEFT + 56, 10);
  pen.fillStyle = '#f6e7d0';
  pen.beginPath();
  pen.roundRect(236, 290, 168, 32, 5);
  pen.fill();
  pen.fillStyle = '#7a2c10';
  pen.font = '600 17px "Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans SC", serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText('赶集日 · Fairday', 320, 307);
}

function baskets(pen: Pen): void {
  for (const [x, fruit, size] of [
    [176, ['#b07a4a', '#9a6639', '#c08d5c'], 8],
    [232, ['#8a5a35', '#6f4526', '#a06c41'], 6],
    [400, ['#c9352b', '#e0574a', '#b3261d'], 7.5],
    [452, ['#e8dcb8', '#d9c892', '#f3ead0'], 6],
  ] as const) {
    for (let row = 0; row < 2; row += 1) {
      for (let n = 0; n < 5 - row; n += 1) {
        pen.fillStyle = fruit[(n + row) % fruit.length]!;
        disc(pen, x - 18 + n * 9 + row * 4.5, COUNTER - 14 - row * 7, size * 0.85);
      }
    }
    pen.fillStyle = '#c99a5b';
    pen.beginPath();
    pen.moveTo(x - 28, COUNTER - 14);
    pen.lineTo(x + 28, COUNTER - 14);
    pen.lineTo(x + 21, COUNTER + 4);
    pen.lineTo(x - 21, COUNTER + 4);
    pen.fill();
    pen.strokeStyle = 'rgb(90 56 28 / 55%)';
    pen.lineWidth = 1.2;
    for (let weave = -20; weave <= 20; weave += 8) {
      pen.beginPath();
      pen.moveTo(x + weave, COUNTER - 13);
      pen.lineTo(x + weave * 0.8, COUNTER + 3);
      pen.stroke();
    }
  }
}

function kettle(pen: Pen): void {
  pen.fillStyle = '#2b2a33';
  pen.beginPath();
  pen.ellipse(354, COUNTER - 12, 14, 11, 0, 0, 7);
  pen.fill();
  pen.fillRect(346, COUNTER - 26, 16, 5);
  pen.strokeStyle = '#2b2a33';
  pen.lineWidth = 3;
  pen.beginPath();
  pen.arc(354, COUNTER - 24, 11, Math.PI * 1.1, Math.PI * 1.9);
  pen.moveTo(366, COUNTER - 14);
  pen.lineTo(376, COUNTER - 24);
  pen.stroke();
}

function steam(pen: Pen, nowMs: number): void {
  for (let n = 0; n < 5; n += 1) {
    const age = ((nowMs / 2_600 + n / 5) % 1) * 1;
    pen.fillStyle = `rgb(255 246 230 / ${Math.round(26 * (1 - age))}%)`;
    disc(pen, 377 + 5 * Math.sin(age * 6 + n), COUNTER - 26 - age * 44, 3 + age * 8);
  }
}

function awning(pen: Pen): void {
  const stripes = 12;
  const width = (RIGHT - LEFT + 60) / stripes;
  for (let n = 0; n < stripes; n += 1) {
    const x = LEFT - 30 + n * width;
    pen.fillStyle = n % 2 ? '#f6e7d0' : '#c8451b';
    pen.beginPath();
    pen.moveTo(LEFT + n * ((RIGHT - LEFT) / stripes), 44);
    pen.lineTo(LEFT + (n + 1) * ((RIGHT - LEFT) / stripes), 44);
    pen.lineTo(x + width, 88);
    pen.arc(x + width / 2, 88, width / 2, 0, Math.PI);
    pen.fill();
  }
  const shade = pen.createLinearGradient(0, 44, 0, 104);
  shade.addColorStop(0, 'rgb(20 12 20 / 45%)');
  shade.addColorStop(1, 'rgb(20 12 20 / 5%)');
  pen.fillStyle = shade;
  pen.beginPath();
  pen.moveTo(LEFT, 44);
  pen.lineTo(RIGHT, 44);
  pen.lineTo(RIGHT + 30, 90);
  pen.lineTo(LEFT - 30, 90);
  pen.fill();
}

function lanterns(pen: Pen, nowMs: number): void {
  LANTERNS.forEach(([x, y], n) => {
    const swing = 0.09 * Math.sin(nowMs / 1_100 + n * 1.3);
    pen.save();
    pen.translate(x, y);
    pen.rotate(swing);
    pen.strokeStyle = '#2a1d18';
    pen.lineWidth = 1.4;
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(0, 22);
    pen.stroke();
    pen.fillStyle = 'rgb(255 196 120 / 20%)';
    disc(pen, 0, 34, 22);
    pen.fillStyle = '#f08a3c';
    pen.beginPath();
    pen.ellipse(0, 34, 11, 13, 0, 0, 7);
    pen.fill();
    pen.fillStyle = '#ffd28a';
    pen.beginPath();
    pen.ellipse(0, 34, 5, 11, 0, 0, 7);
    pen.fill();
    pen.fillStyle = '#7a2c10';
    pen.fillRect(-6, 20, 12, 3);
    pen.fillRect(-6, 45, 12, 3);
    pen.restore();
  });
}

const TURN_MS = 700;
const NAME_TYPE = `600 13px ${TYPE}`;
const BOARD_WIDTH = 84;
/** Letters narrower than this share of their size can't be read any more: then the end of a name goes. */
const NARROWEST = 0.62;
/** Narrower than this a name is easier to read on two lines. */
const NARROW = 0.9;

/** The board beside the stall with what is on the table; it turns over when that changes. */
function board(
  pen: Pen,
  nowMs: number,
  { itemNumber, price, sinceMs }: Table,
  lines: readonly string[],
): void {
  const turn = Math.min(1, (nowMs - sinceMs) / TURN_MS);
  const swing = 0.02 * Math.sin(nowMs / 1_400);
  pen.save();
  pen.translate(66, 100);
  pen.rotate(swing);
  pen.strokeStyle = '#2a1d18';
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(-26, 0);
  pen.lineTo(-26, 30);
  pen.moveTo(26, 0);
  pen.lineTo(26, 30);
  pen.stroke();
  pen.fillStyle = '#2f1e15';
  pen.fillRect(-44, -4, 136, 6);
  pen.translate(0, 74);
  pen.scale(1, Math.max(0.04, Math.abs(Math.cos((1 - turn) * Math.PI))));
  pen.fillStyle = '#5a3a24';
  pen.beginPath();
  pen.roundRect(-52, -46, 104, 92, 8);
  pen.fill();
  pen.fillStyle = '#f6e7d0';
  pen.beginPath();
  pen.roundRect(-46, -40, 92, 80, 5);
  pen.fill();
  if (itemNumber !== null) {
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillStyle = '#c8451b';
    const isOne = lines.length < 2;
    pen.font = `700 ${isOne ? 34 : 28}px ${TYPE}`;
    pen.fillText(String(itemNumber), 0, isOne ? -19 : -23);
    pen.fillStyle = '#3a251d';
    pen.font = NAME_TYPE;
    for (const [at, line] of lines.entries()) pen.fillText(line, 0, (isOne ? 8 : 0) + 14 * at, BOARD_WIDTH);
    pen.font = `700 17px ${TYPE}`;
    pen.fillText(price, 0, isOne ? 28 : 31, BOARD_WIDTH);
  }
  pen.restore();
}

/**
 * A name as the board holds it: on one line, or on two that are as alike as its words allow. Chinese breaks between any
 * two characters.
 */
function linesOf(pen: Pen, name: string): readonly string[] {
  pen.font = NAME_TYPE;
  const width = (text: string) => pen.measureText(text).width;
  if (width(name) <= BOARD_WIDTH / NARROW) return [name];
  const letters = Array.from(name);
  let best: { lines: readonly string[]; widest: number } | null = null;
  for (let at = 1; at < letters.length; at += 1) {
    if (!/ $|\p{Script=Han}$/u.test(letters[at - 1]!) && !/\p{Script=Han}/u.test(letters[at]!)) continue;
    const lines = [letters.slice(0, at).join('').trim(), letters.slice(at).join('').trim()];
    const widest = Math.max(...lines.map(width));
    if (widest < (best?.widest ?? Number.POSITIVE_INFINITY)) best = { lines, widest };
  }
  return (best?.lines ?? [name]).map((line) => shortened(pen, line));
}

/** As much of a line as the board holds. */
function shortened(pen: Pen, name: string): string {
  pen.font = NAME_TYPE;
  const most = BOARD_WIDTH / NARROWEST;
  if (pen.measureText(name).width <= most) return name;
  const letters = Array.from(name);
  while (letters.length > 1 && pen.measureText(`${letters.join('')}…`).width > most) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
