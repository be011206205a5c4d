/**
 * How the broadcast comes: `direct` by WebRTC, a tenth of a second late; `steady` by HLS, some seconds late, for who
 * can't have the other.
 */
export type Way = 'direct' | 'steady';

/** A direct line that never came about: no room for one more viewer, or the network lets none through. */
export type DirectTrouble = 'full' | 'blocked';

export interface WayFacts {
  /** This viewer's choice, or null for by itself. */
  choice: Way | null;
  /** Something is on the air that can be had directly, and this browser can. */
  hasDirect: boolean;
  /** There is a playlist. */
  hasPlaylist: boolean;
  trouble: DirectTrouble | null;
}

/** Directly where that can be; by the playlist where it can't, or where somebody likes that better. */
export function wayOf({ choice, hasDirect, hasPlaylist, trouble }: WayFacts): Way {
  if (!hasPlaylist) return 'direct';
  if (!hasDirect) return 'steady';
  if (choice) return choice;
  return trouble ? 'steady' : 'direct';
}
