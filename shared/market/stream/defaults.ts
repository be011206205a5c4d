import * as z from 'zod/mini';
import { keyed, version } from '../../contract/command.ts';
import { changedOf, keptTerms, rareTerms, streamAims, usualTerms } from './terms.ts';

/** What a new stream begins with (S11): all of its terms but the target, and the times that it keeps. Spans in ms. */
export const streamDefaults = z.strictObject({
  plannedMs: streamAims.plannedMs,
  ...usualTerms,
  ...rareTerms,
  ...keptTerms,
});
export type StreamDefaults = z.infer<typeof streamDefaults>;

/** The shop's defaults, under the version that a change has to name; 0: nobody has set any. */
export const streamDefaultsView = z.strictObject({
  version,
  defaults: streamDefaults,
  /** Who set each last, and when; absent: nobody, it is what every shop has. */
  changed: changedOf(streamDefaults.shape),
});
export type StreamDefaultsView = z.infer<typeof streamDefaultsView>;

export const setStreamDefaultsRequest = z.strictObject({ ...keyed, version, defaults: streamDefaults });
export type SetStreamDefaultsRequest = z.infer<typeof setStreamDefaultsRequest>;
