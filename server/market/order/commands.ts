import { buyerCommand, staffCommand } from '../command-spec.ts';
import { callOff } from './call-off.ts';
import { cancelOrder, cannotFill } from './cancel.ts';
import { changeAddress, giveAddress } from './change-address.ts';
import { refundUnpacked } from './give-back.ts';
import { payOnDelivery } from './pay-on-delivery.ts';
import { placeOrder } from './place.ts';
import { refundAmount } from './refund-amount.ts';
import { releaseCash } from './release.ts';
import { takeIntoFlash } from './take.ts';

export const orderCommands = {
  // It is judged by the bill of what is to be ordered.
  'cart:take': buyerCommand({
    needs: ['isNewInShop', 'address', 'networkTag', 'restriction'],
    promisesUnits: true,
    isCountedPerProduct: true,
    decide: takeIntoFlash,
  }),
  'order:place': buyerCommand({
    needs: [
      'isNewInShop',
      'ordersElsewhere',
      'address',
      'receipt',
      'networkTag',
      'joinedAt',
      'shipDates',
      'soldTerms',
      'restriction',
    ],
    isExclusive: true,
    promisesUnits: true,
    decide: placeOrder,
  }),
  'order:cancel': buyerCommand({ needs: [], saga: 'recallOwnOrder', decide: cancelOrder }),
  'order:change-address': buyerCommand({
    needs: ['address'],
    saga: 'recallOwnOrder',
    decide: changeAddress,
  }),
  'order:pay-on-delivery': buyerCommand({
    needs: ['isNewInShop', 'networkTag'],
    saga: 'recallOwnOrder',
    decide: payOnDelivery,
  }),
  'newcomers:release-cash': staffCommand({ right: 'host', needs: [], decide: releaseCash }),
  'order:cannot-fill': staffCommand({ right: 'host', needs: [], saga: 'recallOrder', decide: cannotFill }),
  'order:call-off': staffCommand({ right: 'host', needs: [], saga: 'recallOrder', decide: callOff }),
  'order:give-address': staffCommand({
    right: 'host',
    needs: ['addressOfOrder'],
    saga: 'recallOrder',
    decide: giveAddress,
  }),
  'order:refund': staffCommand({
    right: 'host',
    needs: [],
    saga: 'recallNamedOrders',
    decide: refundUnpacked,
  }),
  'order:refund-amount': staffCommand({
    right: 'host',
    needs: [],
    saga: 'recallNamedOrders',
    decide: refundAmount,
  }),
};
