import { textFrame } from './text-frame.ts';

/** Engine.IO's packet type of a message, the prefix of every Socket.IO packet (protocol 4). */
export const MESSAGE = '4';

/** A packet encoded once: in Socket.IO's form, and as one websocket frame if that can be made in advance. */
export interface Encoded {
  packets: (string | Buffer)[];
  options: { preEncoded: true; wsPreEncodedFrame?: Buffer[] };
  frame: Buffer[] | null;
  /** The frame as Latin-1 text, one character a byte; made at the first use. */
  latin1?: string;
}

/** Packets encoded for any number of sockets. */
export function framed(packets: (string | Buffer)[]): Encoded {
  const isText = packets.every((packet) => typeof packet === 'string');
  const isOne = packets.length === 1;
  // One buffer instead of headers and payloads makes one write instead of a corked pair of each.
  const frames = isText ? packets.map((packet) => textFrame(MESSAGE + packet)) : null;
  const frame = frames && (isOne ? frames : [Buffer.concat(frames)]);
  // Engine.IO would write a frame of several packets once for each of them.
  return {
    packets,
    options: { preEncoded: true, ...(isOne && frame && { wsPreEncodedFrame: frame }) },
    frame,
  };
}

/** The frame of a message as Latin-1 text, to share a write with other text. */
export function latin1Of(frame: readonly Buffer[], encoded: Encoded): string {
  encoded.latin1 ??= frame.map((part) => part.toString('latin1')).join('');
  return encoded.latin1;
}
