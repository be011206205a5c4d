import type { types } from 'mediasoup';
import type { OfferedCodec, OfferedMedia } from './offer.ts';

/** What a router can do with one kind of media, as far as an offer is concerned. */
export type RouterSide = Pick<types.RtpCapabilities, 'codecs' | 'headerExtensions'>;
type Capability = types.RtpCodecCapability;

/** A codec that both sides speak, and the one by which lost packets of it are sent again. */
export interface Agreed {
  codec: OfferedCodec;
  rtx: OfferedCodec | null;
  capability: Capability;
  rtcpFeedback: OfferedCodec['rtcpFeedback'];
}

export const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid';
export const RID = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id';
const TRANSPORT_CC = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';
const ABS_SEND_TIME = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time';

/** The first offered codec that a router knows too, or null. */
export function agreedCodec(media: OfferedMedia, router: RouterSide): Agreed | null {
  for (const codec of media.codecs) {
    // A router lists it as a codec, but what repairs an unknown one is no picture.
    if (codec.mimeType.toLowerCase() === `${media.kind}/rtx`) continue;
    const capability = router.codecs?.find((known) => isSame(codec, known));
    if (!capability) continue;
    const rtx = media.codecs.find(
      (other) =>
        other.mimeType.toLowerCase() === `${media.kind}/rtx` && other.parameters.apt === codec.payloadType,
    );
    const rtcpFeedback = codec.rtcpFeedback.filter(({ type, parameter }) =>
      capability.rtcpFeedback?.some((known) => known.type === type && (known.parameter ?? '') === parameter),
    );
    return { codec, rtx: rtx ?? null, capability, rtcpFeedback };
  }
  return null;
}

/** The header extensions that the other end sends and a router reads, in the offer's numbers. */
export function agreedExtensions(media: OfferedMedia, router: RouterSide): { id: number; uri: string }[] {
  return media.headerExtensions.filter(({ uri }) =>
    router.headerExtensions?.some(
      (known) =>
        known.uri === uri &&
        known.kind === media.kind &&
        (known.direction === 'sendrecv' || known.direction === 'recvonly'),
    ),
  );
}

/** Only one side estimates what a line carries: the sender by transport-cc, else the receiver by REMB, else nobody. */
export function oneEstimate(
  feedback: OfferedCodec['rtcpFeedback'],
  extensions: readonly { uri: string }[],
): OfferedCodec['rtcpFeedback'] {
  const has = (uri: string) => extensions.some((extension) => extension.uri === uri);
  const way = has(TRANSPORT_CC) ? 'transport-cc' : has(ABS_SEND_TIME) ? 'goog-remb' : null;
  return feedback.filter(({ type }) => (type !== 'transport-cc' && type !== 'goog-remb') || type === way);
}

/** Whether two ends mean the same codec. H264 is several: its packetization and its profile count, not its level. */
export function isSame(codec: OfferedCodec, known: Capability | types.RouterRtpCodecCapability): boolean {
  if (codec.mimeType.toLowerCase() !== known.mimeType.toLowerCase()) return false;
  if (codec.clockRate !== known.clockRate) return false;
  if (codec.channels !== null && codec.channels !== (known.channels ?? 1)) return false;
  if (codec.mimeType.toLowerCase() !== 'video/h264') return true;
  const mode = (parameters: Record<string, unknown> | undefined) =>
    Number(parameters?.['packetization-mode'] ?? 0);
  if (mode(codec.parameters) !== mode(known.parameters)) return false;
  return profileOf(codec.parameters) === profileOf(known.parameters);
}

/**
 * The profile in a `profile-level-id` (RFC 6184, 8.1): profile_idc and the bits of profile-iop that tell profiles
 * apart. Without one it is Baseline.
 */
function profileOf(parameters: Record<string, unknown> | undefined): string {
  const given = String(parameters?.['profile-level-id'] ?? '42000a').toLowerCase();
  const idc = given.slice(0, 2);
  const iop = Number.parseInt(given.slice(2, 4), 16);
  if (!/^[0-9a-f]{6}$/.test(given)) return given;
  const isConstrainedBaseline =
    (idc === '42' && (iop & 0x40) !== 0) ||
    (idc === '4d' && (iop & 0x80) !== 0) ||
    (idc === '58' && (iop & 0xc0) === 0xc0);
  if (isConstrainedBaseline) return 'constrained-baseline';
  if (idc === '42' || (idc === '58' && (iop & 0xc0) === 0x80)) return 'baseline';
  if (idc === '4d') return 'main';
  if (idc === '64') return iop === 0x0c ? 'constrained-high' : iop === 0 ? 'high' : given;
  return given;
}
