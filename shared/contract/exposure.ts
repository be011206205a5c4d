import * as z from 'zod/mini';
import { MAX_EXPOSED_ITEMS, MAX_ONE_IN, MAX_SHOWN_MS } from '../values/exposure.ts';
import { LONGEST_FIRST_PICTURE_MS } from '../values/first-picture.ts';
import { itemNumber } from '../values/ids.ts';
import type { CapabilityContract } from './capability.ts';
import { channel } from './channel.ts';
import { contractOf } from './command.ts';

const report = contractOf(
  'gateway',
  'Tells which goods the screen has really shown, and which of them were tapped. Dropped when the server has no time for it.',
  z.strictObject({
    /** This page stands for so many. */
    oneIn: z.int().check(z.minimum(1), z.maximum(MAX_ONE_IN)),
    items: z
      .array(
        z.strictObject({
          itemNumber,
          /** Since the last message, at least half of the card in view. */
          shownMs: z.int().check(z.minimum(0), z.maximum(MAX_SHOWN_MS)),
          isOpened: z.boolean(),
        }),
      )
      .check(z.minLength(1), z.maxLength(MAX_EXPOSED_ITEMS)),
  }),
  z.strictObject({}),
);

const cameBy = contractOf(
  'gateway',
  'Tells whose link brought this screen (C1), once after a hello; a screen that says nothing came by itself. Who declined measuring says nothing.',
  z.strictObject({ channel }),
  z.strictObject({}),
);

const firstPicture = contractOf(
  'gateway',
  'Tells once how long it took until the first picture of live video stood, by a page that was opened at a stream that was on the air. A sample is counted, the others are dropped. Who declined measuring says nothing.',
  z.strictObject({
    /** Since the page was opened. */
    afterMs: z.int().check(z.minimum(0), z.maximum(LONGEST_FIRST_PICTURE_MS)),
    /** `direct`: by WebRTC; `steady`: by a playlist. */
    way: z.enum(['direct', 'steady']),
  }),
  z.strictObject({}),
);

export const exposure = {
  live: {
    'exposure:report': report,
    'exposure:came-by': cameBy,
    'exposure:first-picture': firstPicture,
  },
  sheddable: {
    'exposure:report': { isRetried: false },
    'exposure:first-picture': { isRetried: false },
    'exposure:came-by': null,
  },
} as const satisfies CapabilityContract;
