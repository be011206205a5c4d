import type { ConsoleRequest } from '../../../shared/protocol.ts';
import { staffCommand } from '../command-spec.ts';
import type { AllMoments } from '../kernel/moments.ts';
import { undo } from '../undo.ts';
import { addItem, pinItem, removeItemWith, reorder, setLimit, setPrice, unpinItem } from './decide.ts';

export const lineupCommands = (moments: AllMoments) => ({
  'lineup:add': staffCommand({
    right: 'lineup',
    needs: [],
    saga: 'allotUnits',
    decide: (state, request: ConsoleRequest<'lineup:add'>, by) =>
      addItem(state, { ...request, good: by.good, transferId: by.transferId }, by),
  }),
  'lineup:remove': staffCommand({ right: 'lineup', needs: [], decide: removeItemWith(moments) }),
  'lineup:reorder': staffCommand({ right: 'lineup', needs: [], decide: reorder }),
  'lineup:set-price': staffCommand({ right: 'lineup', needs: [], decide: setPrice }),
  'lineup:set-limit': staffCommand({ right: 'lineup', needs: [], decide: setLimit }),
  'lineup:pin': staffCommand({ right: 'pin', needs: [], decide: pinItem }),
  'lineup:unpin': staffCommand({ right: 'pin', needs: [], decide: unpinItem }),
  // What is taken back decides which grant it needs (see undo.ts).
  'lineup:undo': staffCommand({ right: 'any', needs: [], decide: undo }),
});
