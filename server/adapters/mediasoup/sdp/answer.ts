import type { LineEnd, RtpParameters } from '../../../../shared/contract/media.ts';
import type { Offer } from './offer.ts';

/** A section of the answer that is not refused. */
export interface AnsweredMedia {
  mid: string;
  direction: 'recvonly' | 'sendonly';
  /** What will be received in it, or sent. */
  rtp: RtpParameters;
}

/**
 * The SDP that answers an offer: every section of it in its order, those that are not named refused. The server is
 * ICE-lite and waits for the other end to come, with all its candidates named at once.
 */
export function writeAnswer(offer: Offer, line: LineEnd, answered: readonly AnsweredMedia[]): string {
  const fingerprint =
    line.dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256') ??
    line.dtlsParameters.fingerprints[0]!;
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=ice-lite',
    `a=group:BUNDLE ${answered.map(({ mid }) => mid).join(' ')}`,
    `a=fingerprint:${fingerprint.algorithm} ${fingerprint.value}`,
    'a=msid-semantic: WMS *',
  ];
  for (const media of offer.media) {
    const { kind, protocol, formats } = media.section;
    const ours = answered.find(({ mid }) => mid === media.mid);
    if (!ours) {
      lines.push(`m=${kind} 0 ${protocol} ${formats.join(' ')}`, 'c=IN IP4 0.0.0.0', 'a=inactive');
      lines.push(`a=mid:${media.mid}`);
      continue;
    }
    const payloadTypes = ours.rtp.codecs.map(({ payloadType }) => payloadType);
    lines.push(`m=${kind} 9 ${protocol} ${payloadTypes.join(' ')}`, 'c=IN IP4 0.0.0.0');
    lines.push(`a=mid:${ours.mid}`, `a=${ours.direction}`, ...transportLines(line, offer));
    lines.push(...rtpLines(ours));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Fresh ICE credentials as an SDP fragment (RFC 8840), for a program that restarts. */
export function writeFragment(offer: Offer, line: LineEnd): string {
  const mid = offer.media.find(({ kind }) => kind !== null)?.mid ?? '0';
  const { usernameFragment, password } = line.iceParameters;
  const lines = ['a=ice-lite', `a=ice-ufrag:${usernameFragment}`, `a=ice-pwd:${password}`];
  lines.push('m=audio 9 UDP/TLS/RTP/SAVPF 0', `a=mid:${mid}`, ...candidateLines(line));
  return `${lines.join('\r\n')}\r\n`;
}

function transportLines(line: LineEnd, offer: Offer): string[] {
  const { usernameFragment, password } = line.iceParameters;
  return [
    `a=ice-ufrag:${usernameFragment}`,
    `a=ice-pwd:${password}`,
    `a=setup:${offer.dtls.role === 'client' ? 'passive' : 'active'}`,
    'a=rtcp-mux',
    'a=rtcp-rsize',
    ...candidateLines(line),
  ];
}

function candidateLines({ iceCandidates }: LineEnd): string[] {
  const candidates = iceCandidates.map(
    ({ foundation, protocol, priority, address, port, type, tcpType }) =>
      `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ ${type}${tcpType ? ` tcptype ${tcpType}` : ''}`,
  );
  return [...candidates, 'a=end-of-candidates'];
}

function rtpLines({ direction, rtp, mid }: AnsweredMedia): string[] {
  const lines: string[] = [];
  for (const { payloadType, mimeType, clockRate, channels, parameters, rtcpFeedback } of rtp.codecs) {
    const name = mimeType.slice(mimeType.indexOf('/') + 1);
    lines.push(
      `a=rtpmap:${payloadType} ${name}/${clockRate}${channels && channels > 1 ? `/${channels}` : ''}`,
    );
    const settings = Object.entries(parameters ?? {}).map(([key, value]) =>
      value === '' ? key : `${key}=${value}`,
    );
    if (settings.length > 0) lines.push(`a=fmtp:${payloadType} ${settings.join(';')}`);
    for (const { type, parameter } of rtcpFeedback ?? []) {
      lines.push(`a=rtcp-fb:${payloadType} ${type}${parameter ? ` ${parameter}` : ''}`);
    }
  }
  for (const { id, uri } of rtp.headerExtensions ?? []) lines.push(`a=extmap:${id} ${uri}`);
  if (direction === 'sendonly') {
    const cname = rtp.rtcp?.cname ?? 'fairday';
    lines.push(`a=msid:fairday ${mid}`);
    for (const { ssrc, rtx } of rtp.encodings ?? []) {
      if (ssrc !== undefined && rtx) lines.push(`a=ssrc-group:FID ${ssrc} ${rtx.ssrc}`);
      if (ssrc !== undefined) lines.push(`a=ssrc:${ssrc} cname:${cname}`);
      if (rtx) lines.push(`a=ssrc:${rtx.ssrc} cname:${cname}`);
    }
    return lines;
  }
  const rids = (rtp.encodings ?? []).flatMap(({ rid }) => (rid === undefined ? [] : [rid]));
  for (const rid of rids) lines.push(`a=rid:${rid} recv`);
  if (rids.length > 0) lines.push(`a=simulcast:recv ${rids.join(';')}`);
  return lines;
}
