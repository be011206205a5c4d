import { staffCommand } from '../command-spec.ts';
import { announceFlash } from './announce.ts';
import { editFlash, endFlash } from './edit.ts';

export const flashSaleCommands = {
  'flash-sale:start': staffCommand({ right: 'flash', needs: ['recentLow'], decide: announceFlash }),
  'flash-sale:edit': staffCommand({ right: 'flash', needs: [], decide: editFlash }),
  'flash-sale:end': staffCommand({ right: 'flash', needs: [], decide: endFlash }),
};
