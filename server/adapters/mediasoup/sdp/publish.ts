import type { MediaKind, RtpParameters } from '../../../../shared/contract/media.ts';
import { MediaUnusable } from '../../../ports/media.ts';
import {
  type Agreed,
  agreedCodec,
  agreedExtensions,
  MID,
  oneEstimate,
  RID,
  type RouterSide,
} from './codecs.ts';
import type { Offer, OfferedMedia } from './offer.ts';

/**
 * An SDP does not say that every size of a VP8 picture is layered in time, as browsers send it. Left unsaid, mediasoup
 * takes the size for one layer and sends only its slowest on: a quarter of the pictures. In H264 it can't tell layers in
 * time apart.
 */
const LAYERS_IN_TIME = 'L1T3';

/** One section of an offer that is taken: what mediasoup's `produce` gets, and what the answer repeats. */
export interface TakenMedia {
  media: OfferedMedia;
  kind: MediaKind;
  agreed: Agreed;
  rtp: RtpParameters;
}

/**
 * What of an offer a router can take in: at most one audio and one video, the first of each that fits.
 * @throws MediaUnusable if that is nothing
 */
export function takeFromOffer(offer: Offer, router: RouterSide): TakenMedia[] {
  const taken: TakenMedia[] = [];
  for (const media of offer.media) {
    if (media.kind === null || (media.direction !== 'sendonly' && media.direction !== 'sendrecv')) continue;
    if (taken.some(({ kind }) => kind === media.kind)) continue;
    const agreed = agreedCodec(media, router);
    const rtp = agreed && parametersFor(media, agreed, router);
    if (agreed && rtp) taken.push({ media, kind: media.kind, agreed, rtp });
  }
  if (taken.length === 0) {
    throw new MediaUnusable(
      'The offer sends nothing that can be taken: Opus, VP8 or H264 (packetization-mode 1).',
    );
  }
  return taken;
}

/** How a section will be sent, in the offer's own numbers; null if its packets could not be told apart. */
function parametersFor(media: OfferedMedia, agreed: Agreed, router: RouterSide): RtpParameters | null {
  const extensions = agreedExtensions(media, router);
  const has = (uri: string) => extensions.some((extension) => extension.uri === uri);
  const isByRid = media.encodings.some(({ rid }) => rid !== null);
  if (isByRid && !has(RID)) return null;
  if (media.encodings.length === 0 && !has(MID)) return null;
  const { codec, rtx } = agreed;
  const isLayeredInTime = media.encodings.length > 1 && codec.mimeType.toLowerCase() === 'video/vp8';
  // Lost packets come again on an SSRC that is named, or under the layer's own id.
  const hasRtx = rtx !== null && (isByRid || media.encodings.every(({ rtxSsrc }) => rtxSsrc !== null));
  return {
    mid: media.mid,
    codecs: [
      {
        mimeType: codec.mimeType,
        payloadType: codec.payloadType,
        clockRate: codec.clockRate,
        ...(codec.channels !== null && { channels: codec.channels }),
        parameters: codec.parameters,
        rtcpFeedback: oneEstimate(agreed.rtcpFeedback, extensions),
      },
      ...(hasRtx
        ? [
            {
              mimeType: `${media.kind}/rtx`,
              payloadType: rtx.payloadType,
              clockRate: rtx.clockRate,
              parameters: { apt: codec.payloadType },
              rtcpFeedback: [],
            },
          ]
        : []),
    ],
    headerExtensions: extensions.map(({ id, uri }) => ({ uri, id })),
    encodings:
      media.encodings.length === 0
        ? [{}]
        : media.encodings.map(({ ssrc, rtxSsrc, rid }) => ({
            ...(ssrc !== null && { ssrc }),
            ...(rid !== null && { rid }),
            ...(hasRtx && rtxSsrc !== null && { rtx: { ssrc: rtxSsrc } }),
            ...(isLayeredInTime && { scalabilityMode: LAYERS_IN_TIME }),
          })),
    rtcp: { ...(media.cname !== null && { cname: media.cname }), reducedSize: true },
  };
}
