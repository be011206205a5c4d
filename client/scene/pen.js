/** The scene is drawn in these units, whatever size it is shown in. */
export const WIDTH = 640;
export const HEIGHT = 360;
const NOTHING_PAINTED = 'This browser paints nothing.';
/**
 * Paints a part of the scene, for good.
 * @param scale pixels per unit
 * @param box all that it covers, in units
 * @throws where a browser paints nothing
 */
export function layerOf(scale, box, paint) {
  const sheet = document.createElement('canvas');
  sheet.width = Math.ceil(box.width * scale);
  sheet.height = Math.ceil(box.height * scale);
  const pen = sheet.getContext('2d');
  if (!pen) throw new Error(NOTHING_PAINTED);
  pen.setTransform(scale, 0, 0, scale, -box.x * scale, -box.y * scale);
  paint(pen);
  return { sheet, ...box };
}
export function lay(pen, { sheet, x, y, width, height }) {
  pen.drawImage(sheet, x, y, width, height);
}
/** Makes a canvas the scene's size and gives a pen in its units; what stood on the canvas is gone. */
export function penOn(canvas, scale) {
  canvas.width = Math.round(WIDTH * scale);
  canvas.height = Math.round(HEIGHT * scale);
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error(NOTHING_PAINTED);
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  return pen;
}
export function disc(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}
//# sourceMappingURL=pen.js.map
