import { MediaUnusable } from '../../../ports/media.ts';

/** An offer of ours takes a few thousand characters; nobody's takes so many. */
const MAX_CHARACTERS = 64 * 1_024;
const MAX_LINES = 2_000;
const MAX_SECTIONS = 16;

export interface Attribute {
  name: string;
  /** What stands after the colon, or ''. */
  value: string;
}

/** One `m=` line with what stands below it. */
export interface Section {
  kind: string;
  /** 0: not offered. */
  port: number;
  protocol: string;
  formats: string[];
  attributes: Attribute[];
}

export interface Sdp {
  attributes: Attribute[];
  sections: Section[];
}

/**
 * Takes an SDP (RFC 8866) apart, without yet understanding its attributes.
 * @throws MediaUnusable if it is none
 */
export function readSdp(text: string): Sdp {
  if (text.length > MAX_CHARACTERS) throw new MediaUnusable('The SDP is too long.');
  const lines = text.split(/\r?\n/);
  if (lines.length > MAX_LINES) throw new MediaUnusable('The SDP has too many lines.');
  if (lines[0] !== 'v=0') throw new MediaUnusable('An SDP begins with v=0.');
  const sdp: Sdp = { attributes: [], sections: [] };
  let attributes = sdp.attributes;
  for (const line of lines) {
    if (line === '') continue;
    const content = line.slice(2);
    if (line[1] !== '=') throw new MediaUnusable('A line of an SDP is a letter, = and its value.');
    if (line[0] === 'm') {
      const section = sectionOf(content);
      if (sdp.sections.length === MAX_SECTIONS) throw new MediaUnusable('The SDP offers too much.');
      sdp.sections.push(section);
      attributes = section.attributes;
    } else if (line[0] === 'a') {
      const colon = content.indexOf(':');
      attributes.push(
        colon < 0
          ? { name: content, value: '' }
          : { name: content.slice(0, colon), value: content.slice(colon + 1) },
      );
    }
  }
  return sdp;
}

/** The first value of an attribute, or null. */
export function firstValue(attributes: readonly Attribute[], name: string): string | null {
  return attributes.find((attribute) => attribute.name === name)?.value ?? null;
}

export function allValues(attributes: readonly Attribute[], name: string): string[] {
  return attributes.filter((attribute) => attribute.name === name).map(({ value }) => value);
}

/** `audio 9 UDP/TLS/RTP/SAVPF 111 0` */
function sectionOf(content: string): Section {
  const [kind, port, protocol, ...formats] = content.split(' ');
  const number = Number(port?.split('/')[0]);
  if (!kind || !protocol || !Number.isInteger(number)) throw new MediaUnusable('An m= line is broken.');
  return { kind, port: number, protocol, formats, attributes: [] };
}
