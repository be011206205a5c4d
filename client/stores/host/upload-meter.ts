import type { BroadcastSession } from '../../connection/media-broadcast.ts';
import { nextUplink, startUplink, type Uplink } from './uplink.ts';

type Measured = NonNullable<Awaited<ReturnType<BroadcastSession['measure']>>>;

/** What a camera gives that does not say how many lines it has. */
const USUAL_HEIGHT = 720;

/** Turns counts of one broadcast, read now and then, into its uplink in words. */
export function createUploadMeter() {
  let state = startUplink;
  let last: { bytes: number; atMs: number } | null = null;
  return {
    /**
     * @param sent counts since the broadcast began
     * @param shownHeight lines of the track that is shown, where it says so
     * @param atMs of a clock that only goes on
     * @returns null with the first counts, and where they began anew
     */
    take({ picture, bytes }: Measured, shownHeight: number | undefined, atMs: number): Uplink | null {
      const before = last;
      last = { bytes, atMs };
      if (!before || atMs <= before.atMs || bytes < before.bytes) return null;
      state = nextUplink(state, {
        sentKbps: (8 * (bytes - before.bytes)) / (atMs - before.atMs),
        height: picture?.height ?? 0,
        cameraHeight: shownHeight ?? USUAL_HEIGHT,
        limitedBy: picture?.limitedBy ?? 'none',
        lossShare: picture?.lossShare ?? null,
        roundTripMs: picture?.roundTripMs ?? null,
      });
      return state.uplink;
    },
  };
}
