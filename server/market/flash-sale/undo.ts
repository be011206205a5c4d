import { itemVersion, type TakesBackAll } from '../kernel/undone.ts';
import type { FlashSaleUndo } from './state.ts';

export const flashSaleTakesBack: TakesBackAll<FlashSaleUndo> = {
  flash: {
    grant: 'flash',
    versionOf: itemVersion,
    inverse: (state, last, { by }) => {
      const flash = state.flashes.get(last.flashId);
      const isTouched = !flash || flash.free !== flash.cap || flash.phase === 'over';
      return isTouched ? null : { type: 'flash_sale_undone', flashId: last.flashId, undoes: last.seq, by };
    },
  },
};
