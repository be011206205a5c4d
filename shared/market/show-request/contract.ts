import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { contractOf } from '../../contract/command.ts';
import { itemNumber, seq } from '../../values/ids.ts';

const send = contractOf(
  'gathered',
  'Asks the host to show an item (L9): counted once per viewer until it is pinned. Asked again it is a yes that changes nothing, so it carries no key.',
  z.strictObject({ itemNumber }),
  z.strictObject({ seq }),
);

export const showRequest = {
  live: { 'show-request:send': send },
  sheddable: { 'show-request:send': { isRetried: false } },
  facts: ['shows_requested'],
  own: {
    /** The items that this buyer asks the host to show (L9); absent: none. */
    asksToSee: z.optional(z.array(itemNumber)),
  },
} as const satisfies CapabilityContract;
