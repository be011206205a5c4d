/** What the scene is painted with: on the canvas that is sent, or on one that is kept. */
export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** @param alpha false for a picture without anything to be seen through it */
export function penOf(canvas: HTMLCanvasElement | OffscreenCanvas, alpha = true): Pen {
  const pen = canvas.getContext('2d', { alpha }) as Pen | null;
  if (!pen) throw new Error('This browser paints nothing.');
  return pen;
}

export function disc(pen: Pen, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}
