import type { types } from 'mediasoup';

/**
 * What a stream may be sent in. VP8 comes first, because every browser sends it in layers; H264 is what programs like
 * OBS make, in the profiles that browsers decode.
 */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1 },
  },
  {
    kind: 'video',
    mimeType: 'video/VP8',
    clockRate: 90_000,
    parameters: { 'x-google-start-bitrate': 1_000 },
  },
  h264('42e01f'),
  h264('4d001f'),
  h264('64001f'),
];

function h264(profile: string): types.RouterRtpCodecCapability {
  return {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: {
      'packetization-mode': 1,
      'profile-level-id': profile,
      'level-asymmetry-allowed': 1,
      'x-google-start-bitrate': 1_000,
    },
  };
}
