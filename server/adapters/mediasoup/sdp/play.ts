import type { types } from 'mediasoup';
import type { MediaKind } from '../../../../shared/contract/media.ts';
import { MediaUnusable } from '../../../ports/media.ts';
import { isSame, type RouterSide } from './codecs.ts';
import type { Offer, OfferedCodec, OfferedMedia } from './offer.ts';

/** One section of a player's offer with the source that is played in it. */
export interface PlayedMedia {
  media: OfferedMedia;
  kind: MediaKind;
  codec: OfferedCodec;
  /** Of mediasoup's codecs the one that the source comes in, under the number that the player gave it. */
  routerCodec: types.RouterRtpCodecCapability;
}

/**
 * Which sections of a player's offer can show which source. A player says under which numbers it understands a codec,
 * and mediasoup sends under those of its router: so the router that sends to it has to be made with the player's.
 * @param sent the codec that each source comes in
 * @throws MediaUnusable if nothing can be played
 */
export function playFromOffer(
  offer: Offer,
  sent: ReadonlyMap<MediaKind, types.RouterRtpCodecCapability>,
): PlayedMedia[] {
  const played: PlayedMedia[] = [];
  for (const media of offer.media) {
    if (media.kind === null || (media.direction !== 'recvonly' && media.direction !== 'sendrecv')) continue;
    const known = sent.get(media.kind);
    const codec = known && media.codecs.find((offered) => isSame(offered, known));
    if (!known || !codec || played.some(({ kind }) => kind === media.kind)) continue;
    const routerCodec = { ...known, preferredPayloadType: codec.payloadType };
    played.push({ media, kind: media.kind, codec, routerCodec });
  }
  if (played.length === 0) throw new MediaUnusable('The offer can play nothing of what is on the air.');
  return played;
}

/** What a player can receive, for `consume`: the agreed codecs, and the extensions that happen to have one number. */
export function capabilitiesOf(played: readonly PlayedMedia[], router: RouterSide): types.RtpCapabilities {
  return {
    codecs: played.map(({ kind, codec, routerCodec }) => ({
      kind,
      mimeType: routerCodec.mimeType,
      clockRate: routerCodec.clockRate,
      ...(routerCodec.channels !== undefined && { channels: routerCodec.channels }),
      parameters: routerCodec.parameters ?? {},
      preferredPayloadType: codec.payloadType,
      rtcpFeedback: codec.rtcpFeedback,
    })),
    headerExtensions: played.flatMap(({ media, kind }) =>
      (router.headerExtensions ?? []).filter(
        (known) =>
          known.kind === kind &&
          media.headerExtensions.some(({ id, uri }) => id === known.preferredId && uri === known.uri),
      ),
    ),
  };
}
