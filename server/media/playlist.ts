import type { RecordedPiece } from '../ports/recordings.ts';

/** A live playlist (RFC 8216): the newest segments, with the wall-clock time of each run. */
export function writeLivePlaylist(
  pieces: readonly Omit<RecordedPiece, 'bytes'>[],
  before: { pieces: number; seams: number },
): string {
  return [
    ...head(pieces),
    `#EXT-X-MEDIA-SEQUENCE:${before.pieces}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${before.seams}`,
    ...entries(pieces),
    '',
  ].join('\n');
}

/** A complete playlist of a recording. */
export function writeRecordedPlaylist(pieces: readonly RecordedPiece[]): string {
  return [
    ...head(pieces),
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    ...entries(pieces),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

/** Tolerance in ms between the segments of one run; a missing segment or a corrected date exceeds it. */
const SAME_MS = 100;

/** True if a segment continues the one before: in the same run and without a gap. */
export function playsOn(
  before: Pick<RecordedPiece, 'run' | 'atMs' | 'durationMs'>,
  piece: Pick<RecordedPiece, 'run' | 'atMs'>,
): boolean {
  return before.run === piece.run && Math.abs(before.atMs + before.durationMs - piece.atMs) < SAME_MS;
}

function head(pieces: readonly { durationMs: number }[]): string[] {
  const longestMs = Math.max(2_000, ...pieces.map(({ durationMs }) => durationMs));
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${Math.ceil(longestMs / 1_000)}`,
  ];
}

function entries(pieces: readonly Omit<RecordedPiece, 'bytes'>[]): string[] {
  return pieces.flatMap((piece, at) => {
    const { name, atMs, durationMs } = piece;
    const isSeam = at > 0 && !playsOn(pieces[at - 1]!, piece);
    return [
      ...(isSeam ? ['#EXT-X-DISCONTINUITY'] : []),
      ...(isSeam || at === 0 ? [`#EXT-X-PROGRAM-DATE-TIME:${new Date(atMs).toISOString()}`] : []),
      `#EXTINF:${(durationMs / 1_000).toFixed(3)},`,
      name,
    ];
  });
}
