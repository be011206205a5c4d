import * as z from 'zod/mini';
import { refusalCodes, refusalSchemas } from '../../../../shared/contract/refusals.ts';
import { itemNumber } from '../../../../shared/values/ids.ts';

const wire = {
  ok: z.literal(false),
  message: z.string(),
  retryable: z.boolean(),
  /** An order names each line at fault (O1). */
  lines: z.optional(
    z.array(
      z.strictObject({ itemNumber, unitPriceMinor: z.int(), refusal: z.looseObject({ code: z.string() }) }),
    ),
  ),
};

/** Every refusal of the closed list (I4) in its wire form. */
export const refusalSchema = z.union(
  refusalCodes.map((code) => z.extend(refusalSchemas[code] as z.ZodMiniObject, wire)),
);
