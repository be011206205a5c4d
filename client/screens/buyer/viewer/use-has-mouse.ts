import { followed } from '../../../ui/followed-media.ts';

/** True where a mouse points: it needs no thumb's width, and its rows are lower. */
export const useHasMouse = followed('(pointer: fine)');
