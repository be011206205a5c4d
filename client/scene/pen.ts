/** The scene is drawn in these units, whatever size it is shown in. */
export const WIDTH = 640;
export const HEIGHT = 360;

/** What the scene's letters and figures are written in: the face of the page, where that has it. */
export const TYPE =
  '"Source Sans 3", "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif';

const NOTHING_PAINTED = 'This browser paints nothing.';

/** What the scene is painted with: on the canvas that is shown or sent, or on one that is kept. */
export type Pen = CanvasRenderingContext2D;

/** A part of the scene that is painted once and laid on every picture; what it leaves empty is not copied each time. */
export interface Layer {
  sheet: HTMLCanvasElement;
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Paints a part of the scene, for good.
 * @param scale pixels per unit
 * @param box all that it covers, in units
 * @throws where a browser paints nothing
 */
export function layerOf(scale: number, box: Box, paint: (pen: Pen) => void): Layer {
  const sheet = document.createElement('canvas');
  sheet.width = Math.ceil(box.width * scale);
  sheet.height = Math.ceil(box.height * scale);
  const pen = sheet.getContext('2d');
  if (!pen) throw new Error(NOTHING_PAINTED);
  pen.setTransform(scale, 0, 0, scale, -box.x * scale, -box.y * scale);
  paint(pen);
  return { sheet, ...box };
}

export function lay(pen: Pen, { sheet, x, y, width, height }: Layer): void {
  pen.drawImage(sheet, x, y, width, height);
}

/** A part of the plane that the scene lies in, in its units; it may reach beyond the scene. */
export type Box = Omit<Layer, 'sheet'>;

/** All of the scene, and nothing besides. */
export const WHOLE: Box = { x: 0, y: 0, width: WIDTH, height: HEIGHT };

/** Makes a canvas the size of a box and gives a pen in the scene's units; what stood on the canvas is gone. */
export function penOn(canvas: HTMLCanvasElement, scale: number, box: Box = WHOLE): Pen {
  canvas.width = Math.round(box.width * scale);
  canvas.height = Math.round(box.height * scale);
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error(NOTHING_PAINTED);
  pen.setTransform(scale, 0, 0, scale, -box.x * scale, -box.y * scale);
  return pen;
}

export function disc(pen: Pen, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}
