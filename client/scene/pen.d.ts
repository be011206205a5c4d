/** The scene is drawn in these units, whatever size it is shown in. */
export declare const WIDTH = 640;
export declare const HEIGHT = 360;
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
export declare function layerOf(scale: number, box: Omit<Layer, 'sheet'>, paint: (pen: Pen) => void): Layer;
export declare function lay(pen: Pen, { sheet, x, y, width, height }: Layer): void;
/** Makes a canvas the scene's size and gives a pen in its units; what stood on the canvas is gone. */
export declare function penOn(canvas: HTMLCanvasElement, scale: number): Pen;
export declare function disc(pen: Pen, x: number, y: number, radius: number): void;
