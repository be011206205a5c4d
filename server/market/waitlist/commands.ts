import { buyerCommand } from '../command-spec.ts';
import { joinWaitlist } from './join.ts';
import { leaveWaitlist } from './leave.ts';

export const waitlistCommands = {
  'waitlist:join': buyerCommand({
    needs: ['isNewInShop', 'networkTag', 'restriction'],
    promisesUnits: true,
    isCountedPerProduct: true,
    decide: joinWaitlist,
  }),
  'waitlist:leave': buyerCommand({ needs: [], isCountedPerProduct: true, decide: leaveWaitlist }),
};
