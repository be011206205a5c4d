import type { FeedPort, FeedTrack } from '../../ports/packager.ts';

/** How long a piece is, if the picture's key frames allow it. */
export const PIECE_SECONDS = 2;

/** What ffmpeg is told of the RTP that it will get (RFC 8866). */
export function writeFeedSdp(tracks: readonly FeedTrack[], ports: readonly FeedPort[]): string {
  const lines = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'];
  for (const { kind, payloadType, codec, clockRate, channels, settings } of tracks) {
    const port = ports.find((of) => of.kind === kind)!.port;
    const form = kind === 'audio' ? `${codec}/${clockRate}/${channels}` : `${codec}/${clockRate}`;
    lines.push(`m=${kind} ${port} RTP/AVP ${payloadType}`, `a=rtpmap:${payloadType} ${form}`);
    if (settings !== '') lines.push(`a=fmtp:${payloadType} ${settings}`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

/**
 * ffmpeg's arguments: RTP in, MPEG-TS pieces out, a line on stdout for each finished one. H264 goes through as it is;
 * everything else is made into H264 of 720 lines at most, in the size that it first came in.
 */
export function ffmpegArguments(tracks: readonly FeedTrack[]): string[] {
  const has = (kind: FeedTrack['kind']) => tracks.find((track) => track.kind === kind);
  const picture = has('video');
  const input = [
    '-protocol_whitelist',
    'file,udp,rtp',
    '-analyzeduration',
    '2000000',
    '-probesize',
    '1000000',
  ];
  const output = ['-max_interleave_delta', '1000000', '-f', 'segment', '-segment_format', 'mpegts'];
  const pieces = ['-segment_time', String(PIECE_SECONDS), '-segment_time_delta', '0.1'];
  const list = ['-segment_list', 'pipe:1', '-segment_list_type', 'csv', '-segment_list_size', '0'];
  return [
    ...['-hide_banner', '-nostats', '-loglevel', 'error', ...input, '-f', 'sdp', '-i', 'feed.sdp'],
    ...(picture ? ['-map', '0:v:0', ...(picture.codec === 'H264' ? ['-c:v', 'copy'] : toH264)] : []),
    ...(has('audio') ? ['-map', '0:a:0', ...toAac] : []),
    ...[...output, ...pieces, ...list, '%06d.ts'],
  ];
}

const toH264 = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'main'],
  ...['-pix_fmt', 'yuv420p', '-fps_mode', 'vfr', '-vf', "scale=-2:'min(720,ih)'"],
  ...['-crf', '23', '-maxrate', '2500k', '-bufsize', '5000k'],
  ...['-force_key_frames', `expr:gte(t,n_forced*${PIECE_SECONDS})`],
];
/** Silence takes the place of what a muted or thin line left out. */
const toAac = ['-c:a', 'aac', '-b:a', '96k', '-ar', '48000', '-ac', '2', '-af', 'aresample=async=1'];
