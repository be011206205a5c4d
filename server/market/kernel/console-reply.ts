import type { StreamState } from '../state.ts';

/** What an accepted console command answers: its place, the new version, until when it can be undone (L4, L5). */
export interface ConsoleReply {
  seq: number;
  version: number;
  undoUntilMs: number | null;
}

type VersionOf = (after: Readonly<StreamState>) => number;

/**
 * A console command's answer.
 * @param versionOf reads the version of what was changed; also right for a command that had nothing to do
 */
export function consoleReply(
  undoUntilMs: number | null,
  versionOf: VersionOf,
): (after: Readonly<StreamState>, seq: number) => ConsoleReply {
  return (after, seq) => ({ seq, version: versionOf(after), undoUntilMs });
}

/** The last console fact on an item. */
export function ofItem(itemNumber: number): VersionOf {
  return (after) => after.items.get(itemNumber)?.version ?? 0;
}

/** The last console fact on a flash. */
export function ofFlash(flashId: string): VersionOf {
  return (after) => after.flashes.get(flashId)?.version ?? 0;
}

/** The last console fact on a voucher. */
export function ofVoucher(voucherId: string): VersionOf {
  return (after) => after.vouchers.get(voucherId)?.version ?? 0;
}

/** The last console fact on the order of the bag. */
export const ofLineup: VersionOf = (after) => after.lineupVersion;

/** The last console fact on what sending costs. */
export const ofShipping: VersionOf = (after) => after.shipping.version;

/** The last console fact on what newcomers and unpaid orders may keep. */
export const ofBounds: VersionOf = (after) => after.boundsVersion;

/** The fact that set the stream's terms last. */
export const ofTerms: VersionOf = (after) => after.terms?.version ?? 0;

/** The last console fact on what the stream's page says. */
export const ofPage: VersionOf = (after) => after.page?.version ?? 0;

/** The stream itself has no version that a command could carry: its head. */
export const ofStream: VersionOf = (after) => after.seq;
