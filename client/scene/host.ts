import { disc, type Pen, TYPE } from './pen.ts';
import type { Table } from './table.ts';

/** A place on the canvas. */
type Spot = readonly [x: number, y: number];

/** Where the host stands. */
const X = 320;
const LIFT_MS = 900;

/** The host: breathes, looks about, blinks, talks with pauses, and lifts up what comes onto the table. */
export function createHost(): { paint(pen: Pen, nowMs: number, table: Table): void } {
  let blinkAt = 2_000;
  let talkUntil = 0;
  let quietUntil = 0;

  function talks(nowMs: number): boolean {
    if (nowMs > quietUntil && nowMs > talkUntil) {
      talkUntil = nowMs + 1_600 + 2_400 * Math.random();
      quietUntil = talkUntil + 300 + 900 * Math.random();
    }
    return nowMs < talkUntil;
  }

  return {
    paint(pen, nowMs, table) {
      if (nowMs > blinkAt + 140) blinkAt = nowMs + 1_800 + 3_200 * Math.random();
      const lift = smooth(Math.min(1, Math.max(0, (nowMs - table.sinceMs) / LIFT_MS)));
      const breath = Math.sin(nowMs / 1_300);
      const look = Math.sin(nowMs / 3_700) + 0.5 * Math.sin(nowMs / 1_900);
      const isTalking = talks(nowMs);
      const mouth = isTalking ? Math.abs(Math.sin(nowMs / 95) * Math.sin(nowMs / 260)) : 0;
      pen.save();
      pen.translate(X, breath * 0.8);
      body(pen);
      pen.save();
      pen.translate(look * 2.2, isTalking ? Math.sin(nowMs / 210) * 0.8 : 0);
      pen.rotate(look * 0.025);
      head(pen, look, nowMs > blinkAt, mouth);
      pen.restore();
      restingArm(pen, nowMs, isTalking);
      holdingArm(pen, nowMs, table, lift);
      pen.restore();
    },
  };
}

const smooth = (t: number) => t * t * (3 - 2 * t);

function body(pen: Pen): void {
  // A white blouse, and the vest of indigo over it.
  pen.fillStyle = '#f3ece0';
  pen.beginPath();
  pen.moveTo(-46, 270);
  pen.quadraticCurveTo(-48, 218, -20, 208);
  pen.quadraticCurveTo(0, 202, 20, 208);
  pen.quadraticCurveTo(48, 218, 46, 270);
  pen.fill();
  pen.fillStyle = '#2f4b8f';
  pen.beginPath();
  pen.moveTo(-33, 270);
  pen.quadraticCurveTo(-35, 226, -17, 209);
  pen.lineTo(-7, 207);
  pen.lineTo(0, 232);
  pen.lineTo(7, 207);
  pen.lineTo(17, 209);
  pen.quadraticCurveTo(35, 226, 33, 270);
  pen.fill();
  pen.strokeStyle = '#e7b24c';
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(-8, 208);
  pen.lineTo(0, 233);
  pen.lineTo(8, 208);
  pen.stroke();
  pen.fillStyle = '#d9a07a';
  pen.fillRect(-7, 192, 14, 17);
}

function head(pen: Pen, look: number, isBlinking: boolean, mouth: number): void {
  pen.fillStyle = '#2a1c1a';
  pen.beginPath();
  pen.ellipse(0, 166, 25, 29, 0, 0, 7);
  pen.fill();
  pen.fillStyle = '#e9b48c';
  pen.beginPath();
  pen.ellipse(0, 172, 20, 24, 0, 0, 7);
  pen.fill();
  disc(pen, -20, 174, 4);
  disc(pen, 20, 174, 4);
  // Hair, parted, under the headband that everybody wears here on a market day.
  pen.fillStyle = '#2a1c1a';
  pen.beginPath();
  pen.moveTo(-22, 168);
  pen.quadraticCurveTo(-18, 146, 3, 148);
  pen.quadraticCurveTo(20, 148, 22, 168);
  pen.quadraticCurveTo(12, 156, 2, 157);
  pen.quadraticCurveTo(-12, 158, -22, 168);
  pen.fill();
  pen.fillStyle = '#f6f1e6';
  pen.beginPath();
  pen.roundRect(-24, 143, 48, 10, 5);
  pen.fill();
  pen.fillStyle = '#c8451b';
  pen.beginPath();
  pen.roundRect(-24, 149, 48, 5, 2.5);
  pen.fill();
  for (const x of [-16, -5, 6, 17]) {
    pen.fillStyle = '#e7b24c';
    disc(pen, x, 147, 1.8);
  }
  const gaze = look * 1.3;
  pen.fillStyle = '#2a1c1a';
  pen.strokeStyle = '#2a1c1a';
  pen.lineCap = 'round';
  pen.lineWidth = 1.8;
  for (const x of [-8, 8]) {
    if (isBlinking) {
      pen.beginPath();
      pen.moveTo(x - 3, 172);
      pen.lineTo(x + 3, 172);
      pen.stroke();
    } else {
      pen.beginPath();
      pen.ellipse(x + gaze, 172, 2.3, 2.9, 0, 0, 7);
      pen.fill();
    }
    pen.beginPath();
    pen.moveTo(x - 4.5, 165.5);
    pen.quadraticCurveTo(x, 163, x + 4.5, 165.5);
    pen.stroke();
  }
  pen.fillStyle = 'rgb(216 92 70 / 28%)';
  disc(pen, -13, 181, 4.5);
  disc(pen, 13, 181, 4.5);
  pen.strokeStyle = '#9a4a3a';
  pen.beginPath();
  pen.moveTo(gaze, 175);
  pen.quadraticCurveTo(gaze + 2, 179, gaze - 0.5, 180);
  pen.stroke();
  if (mouth > 0.12) {
    pen.fillStyle = '#7d2a24';
    pen.beginPath();
    pen.ellipse(gaze * 0.6, 187, 5, 1 + mouth * 3.6, 0, 0, 7);
    pen.fill();
  } else {
    pen.beginPath();
    pen.arc(gaze * 0.6, 182, 6, 0.35, Math.PI - 0.35);
    pen.stroke();
  }
}

/** The left arm tells the story along. */
function restingArm(pen: Pen, nowMs: number, isTalking: boolean): void {
  const wave = isTalking ? Math.sin(nowMs / 330) : 0;
  arm(pen, [-40, 222], [-58, 246], [-46 + wave * 5, 250 - (isTalking ? 9 + wave * 5 : 0)]);
}

/** The right arm lifts what is on the table, and turns it a little in the light. */
function holdingArm(pen: Pen, nowMs: number, { picture, itemNumber }: Table, lift: number): void {
  const hand: Spot = [56 + lift * 2, 246 - lift * 44];
  arm(pen, [40, 222], [62, 240 - lift * 8], hand);
  if (itemNumber === null) return;
  const [x, y] = [hand[0] + 4, hand[1] - 24 + Math.sin(nowMs / 800) * 1.2] as const;
  const grown = 0.5 + 0.5 * lift;
  pen.save();
  pen.translate(x, y);
  pen.rotate(0.06 * Math.sin(nowMs / 1_000));
  pen.scale(grown, grown);
  pen.fillStyle = 'rgb(255 217 160 / 25%)';
  disc(pen, 0, 0, 36);
  pen.fillStyle = '#fffdf9';
  disc(pen, 0, 0, 28);
  if (picture) {
    pen.beginPath();
    pen.arc(0, 0, 26, 0, 2 * Math.PI);
    pen.clip();
    pen.drawImage(picture, -26, -26, 52, 52);
  } else {
    pen.fillStyle = '#c8451b';
    pen.font = `700 26px ${TYPE}`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(String(itemNumber), 0, 1);
  }
  pen.restore();
}

function arm(pen: Pen, shoulder: Spot, elbow: Spot, hand: Spot): void {
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.strokeStyle = '#f3ece0';
  pen.lineWidth = 15;
  pen.beginPath();
  pen.moveTo(...shoulder);
  pen.quadraticCurveTo(...elbow, ...hand);
  pen.stroke();
  pen.strokeStyle = '#c8451b';
  pen.lineWidth = 15;
  pen.beginPath();
  pen.moveTo(hand[0] + (elbow[0] - hand[0]) * 0.16, hand[1] + (elbow[1] - hand[1]) * 0.16);
  pen.lineTo(...hand);
  pen.stroke();
  pen.fillStyle = '#e9b48c';
  disc(pen, hand[0], hand[1] - 3, 7.5);
}
