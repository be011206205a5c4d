import { followed } from '../../../ui/followed-media.ts';

/** Whether a row has room for one line of everything. */
export const useIsWide = followed('(min-width: 900px)');
