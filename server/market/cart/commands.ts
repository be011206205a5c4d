import { buyerCommand } from '../command-spec.ts';
import { addToCart } from './add.ts';
import { removeFromCart } from './remove.ts';

export const cartCommands = {
  'cart:add': buyerCommand({
    needs: ['isNewInShop', 'joinedAt', 'receipt', 'networkTag', 'restriction'],
    promisesUnits: true,
    isCountedPerProduct: true,
    decide: addToCart,
  }),
  'cart:remove': buyerCommand({ needs: [], isCountedPerProduct: true, decide: removeFromCart }),
};
