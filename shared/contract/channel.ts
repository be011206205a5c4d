import * as z from 'zod/mini';
import { channels } from '../values/channel.ts';

/** The channel that brought a buyer (C1); absent: `direct`. */
export const channel = z.enum(channels);
