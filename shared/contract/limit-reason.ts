import * as z from 'zod/mini';
import { limitReasons } from '../values/limit-reasons.ts';

/** Why a buyer may not order (B11). */
export const limitReason = z.enum(limitReasons);
