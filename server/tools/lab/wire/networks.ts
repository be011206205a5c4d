import type { StreamBounds } from '../../../../shared/market/newcomers/contract.ts';
import { defaultSettings, noBounds } from '../../../market/stream/settings.ts';
import { addressIn } from '../../demo/market/own-networks.ts';

/** As many networks as a crowd comes over. A market bounds newcomers by theirs (H8), and shares a turn of its loop out by it. */
const NETWORKS = 200;

/** From which of this machine's addresses viewer number so many comes; undefined where all come from one. */
export function addressOf(index: number, url: string): string | undefined {
  return addressIn(index % NETWORKS, url);
}

/**
 * The bounds of a stream that a crowd of newcomers orders from again and again without paying, which is what is measured:
 * none, but that of a network.
 * @param isSpread whether the crowd comes over networks; behind one address there would be half for all of it
 */
export function crowdBounds(isSpread: boolean): StreamBounds {
  const { newcomerShareBps } = defaultSettings;
  return isSpread ? { ...noBounds, newcomerShareBps } : noBounds;
}
