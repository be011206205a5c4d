import * as z from 'zod/mini';
import { capabilities } from './capabilities.ts';
import { listed } from './capability.ts';

/**
 * One changed entry of the live view, as it goes over the wire: its kind, its item where it has one, its new value. Values, not
 * differences; null is a tombstone. The schema describes the most-sent message of all, and tests hold real frames against it.
 * Pages never import it as a value: a frame is not parsed there.
 */
export const change = z.union(listed(capabilities, 'entries'));
