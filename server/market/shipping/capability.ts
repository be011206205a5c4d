import type { Capability } from '../kernel/capability.ts';
import { invalidateStream } from '../kernel/invalidated.ts';
import { shippingCommands } from './commands.ts';
import type { ShippingFacts } from './facts.ts';
import { shippingFolds } from './fold.ts';
import { shippingMerge } from './merge.ts';

/** What sending costs (P1–P3). */
export const shipping = {
  fold: shippingFolds,
  commands: shippingCommands,
  invalidates: {
    shipping_set: invalidateStream,
    overseas_set: invalidateStream,
  },
  on: { merge: shippingMerge, streamEnds: null, itemRemoved: null },
} satisfies Capability<ShippingFacts>;
