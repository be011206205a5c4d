import { staffCommand } from '../command-spec.ts';
import { setBounds } from './set.ts';

export const newcomersCommands = {
  'stream:set-bounds': staffCommand({ right: 'host', needs: [], decide: setBounds }),
};
