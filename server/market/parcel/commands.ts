import type { ConsoleRequest } from '../../../shared/protocol.ts';
import { buyerCommand, staffCommand } from '../command-spec.ts';
import { decideClaim, openClaim, withdrawClaim } from './claim.ts';
import { packParcel } from './pack.ts';
import { deliverParcel, loseParcel, returnParcel, shipParcel } from './parcel.ts';

export const parcelCommands = {
  'parcel:pack': staffCommand({
    right: 'packing',
    needs: [],
    saga: 'recallNamedOrders',
    decide: packParcel,
  }),
  'parcel:ship': staffCommand({
    right: 'packing',
    needs: [],
    saga: 'recallOrdersOfParcel',
    decide: (state, request: ConsoleRequest<'parcel:ship'>, by) =>
      shipParcel(state, { ...request, orderIds: by.orderIds }, by),
  }),
  'parcel:deliver': staffCommand({
    right: 'packing',
    needs: [],
    saga: 'recallOrdersOfParcel',
    decide: (state, request: ConsoleRequest<'parcel:deliver'>, by) =>
      deliverParcel(state, { ...request, orderIds: by.orderIds }, by),
  }),
  'parcel:lose': staffCommand({
    right: 'packing',
    needs: [],
    saga: 'recallOrdersOfParcel',
    decide: (state, request: ConsoleRequest<'parcel:lose'>, by) =>
      loseParcel(state, { ...request, orderIds: by.orderIds }, by),
  }),
  'parcel:take-back': staffCommand({
    right: 'packing',
    needs: [],
    saga: 'recallOrdersOfParcel',
    decide: (state, request: ConsoleRequest<'parcel:take-back'>, by) =>
      returnParcel(state, { ...request, orderIds: by.orderIds }, by),
  }),
  'claim:open': buyerCommand({
    needs: ['wallTime', 'claimTexts'],
    saga: 'recallOwnOrder',
    decide: openClaim,
  }),
  'claim:withdraw': buyerCommand({ needs: [], saga: 'recallOwnOrder', decide: withdrawClaim }),
  'claim:decide': staffCommand({
    right: 'packing',
    needs: [],
    saga: 'recallOrderOfClaim',
    decide: (state, request: ConsoleRequest<'claim:decide'>, by) =>
      decideClaim(state, { ...request, orderId: by.orderIds[0] ?? '' }, by),
  }),
};
