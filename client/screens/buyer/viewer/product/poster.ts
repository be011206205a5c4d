import { encode } from 'uqr';

/** Sizes in px of a picture that a phone shows sharply and a chat does not shrink. */
const WIDTH = 720;
const MARGIN = 40;
const PICTURE = WIDTH - 2 * MARGIN;
const NAME_PX = 44;
const PRICE_PX = 72;
const SMALL_PX = 28;
const CODE = 240;
/** Around a code nothing may stand, or a camera does not find it: four of its squares. */
const QUIET = 4;
const MAX_NAME_LINES = 2;
/** A picture that does not come within this time is left out. */
const PICTURE_MS = 5_000;

export interface Poster {
  name: string;
  /** As it is written: `¥19.90`; of a stream when it is, or '' once it is over. */
  price: string;
  /** Of the stream; of a stream its host. */
  title: string;
  url: string;
  picture: string;
  /** What to do with the code. */
  scan: string;
}

/**
 * Draws a product with its price, or a stream with its time, and a code that leads to it, as a picture that is kept by a long press: what works where no
 * page may share by itself.
 * @returns a data address of a PNG; null where this browser draws nothing
 */
export async function drawPoster({ name, price, title, url, picture, scan }: Poster): Promise<string | null> {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  const [drawn, face] = await Promise.all([loaded(picture), shopFace()]);
  pen.font = `600 ${NAME_PX}px ${face}`;
  const lines = wrapped(pen, name, PICTURE, MAX_NAME_LINES);
  const pictureHeight = drawn ? PICTURE + MARGIN : 0;
  const textHeight = lines.length * NAME_PX * 1.25 + PRICE_PX * 1.35;
  canvas.width = WIDTH;
  canvas.height = MARGIN + pictureHeight + textHeight + CODE + MARGIN / 2;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  let y = MARGIN;
  if (drawn) {
    drawSquare(pen, drawn, y);
    y += pictureHeight;
  }
  pen.textBaseline = 'top';
  pen.fillStyle = '#1d1a16';
  pen.font = `600 ${NAME_PX}px ${face}`;
  for (const line of lines) {
    pen.fillText(line, MARGIN, y);
    y += NAME_PX * 1.25;
  }
  pen.fillStyle = '#b3261e';
  pen.font = `700 ${PRICE_PX}px ${face}`;
  // A day and a time are longer than a price: then all of it is smaller.
  const fits = Math.min(1, PICTURE / pen.measureText(price).width);
  pen.font = `700 ${Math.floor(PRICE_PX * fits)}px ${face}`;
  pen.fillText(price, MARGIN, y);
  y += PRICE_PX * 1.35;
  drawCode(pen, url, WIDTH - MARGIN - CODE, y - MARGIN / 2);
  pen.fillStyle = '#5c554b';
  pen.font = `${SMALL_PX}px ${face}`;
  const beside = PICTURE - CODE - MARGIN;
  const notes = [...wrapped(pen, title, beside, 3), ...wrapped(pen, scan, beside, 2)];
  for (const note of notes) {
    pen.fillText(note, MARGIN, y);
    y += SMALL_PX * 1.4;
  }
  return canvas.toDataURL('image/png');
}

/** The face of the page, once a canvas can write with it; where that does not come, the next one in its list is used. */
async function shopFace(): Promise<string> {
  const { fontFamily } = getComputedStyle(document.body);
  await document.fonts.load(`${NAME_PX}px ${fontFamily}`).catch(() => {});
  return fontFamily;
}

/** The middle of a picture, square. */
function drawSquare(pen: CanvasRenderingContext2D, image: HTMLImageElement, y: number): void {
  const side = Math.min(image.naturalWidth, image.naturalHeight);
  const left = (image.naturalWidth - side) / 2;
  const top = (image.naturalHeight - side) / 2;
  pen.drawImage(image, left, top, side, side, MARGIN, y, PICTURE, PICTURE);
}

function drawCode(pen: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  const { data, size } = encode(text, { border: QUIET, ecc: 'M' });
  const square = CODE / size;
  pen.fillStyle = '#000';
  for (const [row, cells] of data.entries()) {
    for (const [column, isDark] of cells.entries()) {
      // Neighbours touch: a gap of half a pixel would be read as light.
      if (isDark) pen.fillRect(x + column * square, y + row * square, square + 0.5, square + 0.5);
    }
  }
}

/**
 * A text in lines that fit, broken where it may be; the last one is cut with an ellipsis.
 * @param most lines
 */
function wrapped(pen: CanvasRenderingContext2D, text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  // Chinese breaks between any two characters, other scripts between words.
  for (const word of text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? []) {
    if (line !== '' && pen.measureText((line + word).trimEnd()).width > width) {
      lines.push(line.trimEnd());
      line = word.trimStart();
    } else line += word;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, -1)}…`];
}

/** A picture of this market; null where there is none, it does not come, or its server lets nobody draw with it. */
function loaded(source: string): Promise<HTMLImageElement | null> {
  if (source === '') return Promise.resolve(null);
  return new Promise((resolve) => {
    const image = new Image();
    image.crossOrigin = 'anonymous';
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    setTimeout(() => resolve(null), PICTURE_MS);
    image.src = source;
  });
}
