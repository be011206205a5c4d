import { staffCommand } from '../command-spec.ts';
import { adjustStock, resumeSale, stopSale } from './decide.ts';

export const stockCommands = {
  'stock:adjust': staffCommand({ right: 'stock', needs: [], decide: adjustStock }),
  'stock:stop': staffCommand({ right: 'stock', needs: [], decide: stopSale }),
  'stock:resume': staffCommand({ right: 'stock', needs: [], decide: resumeSale }),
};
