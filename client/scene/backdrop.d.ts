import { type Layer } from './pen.ts';
/** All that does not move, painted once: sky, hills, the village, the ground, the stall's own wood. */
export declare function paintBackdrop(scale: number): Layer;
