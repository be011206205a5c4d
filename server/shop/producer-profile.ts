import type { ProducerProfile, ProducerProfileView } from '../../shared/contract/producer-profile.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import type { ShopDecision } from './decide.ts';
import type { ShopState } from './state.ts';

const nothing: ProducerProfile = { portrait: '', words: '', wordsEn: '' };

/** What a producer says of themselves, as it was said last (B10). */
export function profileOf(
  { profiles }: Pick<Readonly<ShopState>, 'profiles'>,
  producerId: string,
): ProducerProfileView {
  return profiles.get(producerId) ?? { profile: nothing, version: 0 };
}

/**
 * Says it, whole (B10). An unknown producer → NOT_FOUND. Another version than the last one → STALE_VERSION with that. The
 * same again → nothing happens.
 */
export function describeProducer(
  state: ShopState,
  { producerId, version, profile }: { producerId: string; version: number; profile: ProducerProfile },
  by: { by: By },
): ShopDecision<ProducerProfileView> {
  if (![...state.producers.values()].includes(producerId)) return refused({ code: 'NOT_FOUND' });
  const known = profileOf(state, producerId);
  if (version !== known.version) return refused({ code: 'STALE_VERSION', version: known.version });
  if (canonicalJson(known.profile) === canonicalJson(profile)) return accept([], () => known);
  return accept([{ type: 'producer_described', producerId, profile, by: by.by }], (after) =>
    profileOf(after, producerId),
  );
}
