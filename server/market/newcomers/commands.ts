import { staffCommand } from '../command-spec.ts';
import { allowCash, openProduct } from './bar.ts';
import { setBounds } from './set.ts';

export const newcomersCommands = {
  'stream:set-bounds': staffCommand({ right: 'host', needs: [], decide: setBounds }),
  'newcomers:allow-cash': staffCommand({ right: 'host', needs: [], decide: allowCash }),
  'newcomers:open-product': staffCommand({ right: 'host', needs: [], decide: openProduct }),
};
