import type { DtlsParameters, MediaKind } from '../../../../shared/contract/media.ts';
import { dtlsParameters } from '../../../../shared/contract/media.ts';
import { MediaUnusable } from '../../../ports/media.ts';
import { type Attribute, allValues, firstValue, readSdp, type Section } from './read.ts';

/** A codec as an offer names it, in its own numbers. */
export interface OfferedCodec {
  payloadType: number;
  /** `video/VP8` */
  mimeType: string;
  clockRate: number;
  channels: number | null;
  /** The `fmtp`, by name; whole numbers as numbers. */
  parameters: Record<string, string | number>;
  rtcpFeedback: { type: string; parameter: string }[];
}

export interface OfferedEncoding {
  ssrc: number | null;
  rtxSsrc: number | null;
  rid: string | null;
}

export interface OfferedMedia {
  mid: string;
  /** Null for what is neither audio nor video (a data channel), or was not offered (port 0). */
  kind: MediaKind | null;
  /** As written: an answer repeats it. */
  section: Pick<Section, 'kind' | 'protocol' | 'formats'>;
  direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  /** In the order of the offer: the first is liked best. */
  codecs: OfferedCodec[];
  headerExtensions: { id: number; uri: string }[];
  /** What will be sent: one, or the layers of simulcast, the lowest first as programs list them. */
  encodings: OfferedEncoding[];
  cname: string | null;
}

/** What the other end of a WebRTC line offers, understood as far as an SFU needs it. */
export interface Offer {
  ice: { usernameFragment: string; password: string };
  /** `role` is the part that the other end plays. */
  dtls: DtlsParameters & { role: 'client' | 'server' };
  media: OfferedMedia[];
}

const MAX_ENCODINGS = 3;

/**
 * Understands an offer (RFC 8829, RFC 9725): one transport for all of it, so everything stands in one bundle.
 * @throws MediaUnusable with what is missing
 */
export function readOffer(text: string): Offer {
  const { attributes, sections } = readSdp(text);
  const bundle = allValues(attributes, 'group').find((group) => group.startsWith('BUNDLE'));
  const bundled = bundle?.split(' ').slice(1) ?? null;
  const media = sections.map((section, index) => mediaOf(section, index, bundled, sections.length));
  // With a bundle they may stand at the top, or at each section and the same at all of them.
  const first = sections[media.findIndex(({ kind }) => kind !== null)];
  if (!first) throw new MediaUnusable('The offer has no audio and no video in one bundle.');
  const one = (name: string) => firstValue(first.attributes, name) ?? firstValue(attributes, name);
  const usernameFragment = one('ice-ufrag');
  const password = one('ice-pwd');
  if (!usernameFragment || !password) throw new MediaUnusable('The offer has no ICE credentials.');
  const setup = one('setup') ?? 'actpass';
  const fingerprint = /^(\S+) (\S+)$/.exec(one('fingerprint') ?? '');
  const dtls = dtlsParameters.safeParse({
    fingerprints: [{ algorithm: fingerprint?.[1]?.toLowerCase(), value: fingerprint?.[2]?.toUpperCase() }],
  });
  if (!dtls.success) throw new MediaUnusable('The offer has no fingerprint that can be used.');
  return {
    ice: { usernameFragment, password },
    dtls: { ...dtls.data, role: setup === 'passive' ? 'server' : 'client' },
    media,
  };
}

function mediaOf(
  section: Section,
  index: number,
  bundled: readonly string[] | null,
  sections: number,
): OfferedMedia {
  const { attributes } = section;
  const mid = firstValue(attributes, 'mid') ?? String(index);
  const isOurs = bundled ? bundled.includes(mid) : sections === 1;
  const isOffered = (section.port !== 0 || attributes.some(({ name }) => name === 'bundle-only')) && isOurs;
  const isMedia = section.kind === 'audio' || section.kind === 'video';
  const isRtp = /^UDP\/TLS\/RTP\/SAVPF?$/.test(section.protocol);
  return {
    mid,
    kind: isOffered && isMedia && isRtp ? (section.kind as MediaKind) : null,
    section: { kind: section.kind, protocol: section.protocol, formats: section.formats },
    direction: directionOf(attributes),
    codecs: codecsOf(section),
    headerExtensions: extensionsOf(attributes),
    encodings: encodingsOf(attributes),
    cname: cnameOf(attributes),
  };
}

function directionOf(attributes: readonly Attribute[]): OfferedMedia['direction'] {
  const directions = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;
  return directions.find((direction) => attributes.some(({ name }) => name === direction)) ?? 'sendrecv';
}

/** `rtpmap:96 VP8/90000`, with its `fmtp` and `rtcp-fb`; in the order of the m= line. */
function codecsOf({ kind, formats, attributes }: Section): OfferedCodec[] {
  const maps = new Map(allValues(attributes, 'rtpmap').map(splitAtBlank));
  const settings = new Map(allValues(attributes, 'fmtp').map(splitAtBlank));
  const feedback = allValues(attributes, 'rtcp-fb').map(splitAtBlank);
  return formats.flatMap((format) => {
    const [name, clockRate, channels] = (maps.get(format) ?? '').split('/');
    const payloadType = Number(format);
    const rate = Number(clockRate);
    if (!name || !Number.isInteger(payloadType) || payloadType > 127 || !(rate > 0)) return [];
    return [
      {
        payloadType,
        mimeType: `${kind}/${name}`,
        clockRate: rate,
        channels: kind === 'audio' ? Number(channels ?? 1) : null,
        parameters: parametersOf(settings.get(format) ?? ''),
        rtcpFeedback: feedback.flatMap(([of, value]) => {
          if (of !== format && of !== '*') return [];
          const [type = '', ...rest] = value.split(' ');
          return [{ type, parameter: rest.join(' ') }];
        }),
      },
    ];
  });
}

function parametersOf(text: string): Record<string, string | number> {
  const pairs = text.split(';').flatMap((pair): [string, string | number][] => {
    const [name, value = ''] = pair.trim().split('=');
    if (!name) return [];
    return [[name, /^\d{1,9}$/.test(value) && !/profile-level-id/i.test(name) ? Number(value) : value]];
  });
  return Object.fromEntries(pairs);
}

/** `extmap:4/sendonly urn:ietf:params:rtp-hdrext:sdes:mid` */
function extensionsOf(attributes: readonly Attribute[]): { id: number; uri: string }[] {
  return allValues(attributes, 'extmap').flatMap((value) => {
    const [where, uri] = splitAtBlank(value);
    const id = Number(where.split('/')[0]);
    return Number.isInteger(id) && id > 0 && id < 256 && uri ? [{ id, uri: uri.split(' ')[0]! }] : [];
  });
}

/** Layers by restriction id (`simulcast:send q;h;f`), by the older group of SSRCs, or a single one. */
function encodingsOf(attributes: readonly Attribute[]): OfferedEncoding[] {
  const simulcast = /(?:^|\s)send (\S+)/.exec(firstValue(attributes, 'simulcast') ?? '')?.[1];
  if (simulcast) {
    // A layer may name alternatives (the first counts) and may be paused for now (~).
    const rids = simulcast.split(';').map((layer) => layer.split(',')[0]!.replace(/^~/, ''));
    return rids.slice(0, MAX_ENCODINGS).map((rid) => ({ ssrc: null, rtxSsrc: null, rid }));
  }
  const groups = allValues(attributes, 'ssrc-group').map((group) => group.split(' '));
  const ssrcs = groups.find(([semantics]) => semantics === 'SIM')?.slice(1) ?? [];
  if (ssrcs.length === 0) ssrcs.push(...allValues(attributes, 'ssrc').slice(0, 1).map(firstWord));
  return ssrcs.slice(0, MAX_ENCODINGS).flatMap((text) => {
    const ssrc = Number(text);
    if (!isSsrc(ssrc)) return [];
    const rtx = Number(groups.find(([semantics, of]) => semantics === 'FID' && of === text)?.[2]);
    return [{ ssrc, rtxSsrc: isSsrc(rtx) ? rtx : null, rid: null }];
  });
}

function cnameOf(attributes: readonly Attribute[]): string | null {
  for (const value of allValues(attributes, 'ssrc')) {
    const cname = /^\d+ cname:(\S{1,100})/.exec(value)?.[1];
    if (cname) return cname;
  }
  return null;
}

function isSsrc(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value <= 0xffff_ffff;
}

function firstWord(text: string): string {
  return text.split(' ')[0]!;
}

function splitAtBlank(text: string): [string, string] {
  const blank = text.indexOf(' ');
  return blank < 0 ? [text, ''] : [text.slice(0, blank), text.slice(blank + 1)];
}
