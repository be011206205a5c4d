import * as z from 'zod/mini';
import { slug } from '../../values/ids.ts';
import { replayView } from '../media.ts';
import type { RawRoute, Route } from './route.ts';

/** The broadcast outside the live socket: HLS, recordings, WHIP and WHEP. */
export const videoRoutes = {
  replay: {
    method: 'GET',
    path: '/streams/:slug/replay',
    who: 'anyone',
    about: 'A public stream that has ended, to be watched again: its recording, its pins and today’s prices.',
    params: z.strictObject({ slug }),
    reply: replayView,
  },
} as const satisfies Record<string, Route>;

export const videoRawRoutes = {
  hls: {
    method: 'GET',
    path: '/streams/:slug/hls/live.m3u8',
    gives: ['application/vnd.apple.mpegurl'],
    who: 'anyone',
    about:
      'Plays a public stream that is on by HLS, some seconds late. 404 while nothing of it is on the air; 503 with Retry-After where none can be made.',
  },
  hlsSegment: {
    method: 'GET',
    path: '/streams/:slug/hls/:segment',
    gives: ['video/mp2t'],
    who: 'anyone',
    about: 'A piece of that broadcast (MPEG-TS), as its playlist names it.',
  },
  still: {
    method: 'GET',
    path: '/streams/:slug/still',
    gives: ['image/webp'],
    who: 'anyone',
    about:
      'What a public stream that is live shows now, a picture of at most 800 pixels and some seconds old. 404 while it shows none, or none can be had.',
  },
  replayPlaylist: {
    method: 'GET',
    path: '/streams/:slug/replay/recording.m3u8',
    gives: ['application/vnd.apple.mpegurl'],
    who: 'anyone',
    about: 'The recording of a public stream that has ended, as an HLS playlist with dates.',
  },
  replaySegment: {
    method: 'GET',
    path: '/streams/:slug/replay/:segment',
    gives: ['video/mp2t'],
    who: 'anyone',
    about: 'A piece of a recording (MPEG-TS), whole or by ranges of bytes.',
  },
  whip: {
    method: 'POST',
    path: '/streams/:slug/whip',
    takes: ['application/sdp'],
    gives: ['application/sdp'],
    status: 201,
    who: 'anyone',
    about:
      'Publishes by WHIP (RFC 9725): an SDP offer, answered with 201 and an SDP. The bearer token is the key that the console makes.',
  },
  whipChange: {
    method: 'PATCH',
    path: '/streams/:slug/whip/:sessionId',
    takes: ['application/trickle-ice-sdpfrag'],
    gives: ['application/trickle-ice-sdpfrag'],
    who: 'anyone',
    about: 'Takes trickled candidates (If-Match: its ETag), or restarts ICE (If-Match: *).',
  },
  whipEnd: {
    method: 'DELETE',
    path: '/streams/:slug/whip/:sessionId',
    gives: [],
    who: 'anyone',
    about: 'Ends a WHIP session.',
  },
  whep: {
    method: 'POST',
    path: '/streams/:slug/whep',
    takes: ['application/sdp'],
    gives: ['application/sdp'],
    status: 201,
    who: 'anyone',
    about: 'Plays by WHEP: an SDP offer, answered with 201 and an SDP.',
  },
  whepChange: {
    method: 'PATCH',
    path: '/streams/:slug/whep/:sessionId',
    takes: ['application/trickle-ice-sdpfrag'],
    gives: ['application/trickle-ice-sdpfrag'],
    who: 'anyone',
    about: 'Takes trickled candidates (If-Match: its ETag), or restarts ICE (If-Match: *).',
  },
  whepEnd: {
    method: 'DELETE',
    path: '/streams/:slug/whep/:sessionId',
    gives: [],
    who: 'anyone',
    about: 'Ends a WHEP session.',
  },
} as const satisfies Record<string, RawRoute>;
