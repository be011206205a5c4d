import { textFrame } from './text-frame.ts';

/** Engine.IO's packet type of a message, in front of every packet of Socket.IO (protocol 4). */
export const MESSAGE = '4';

/** A packet encoded once: as Socket.IO writes it, and as one websocket frame where that can be made beforehand. */
export interface Encoded {
  packets: (string | Buffer)[];
  options: { preEncoded: true; wsPreEncodedFrame?: Buffer[] };
  frame: Buffer[] | null;
  /** The same frame as Latin-1 text, each letter a byte; made when it is first asked for. */
  latin1?: string;
}

/** Packets as they are sent to any number of sockets. */
export function framed(packets: (string | Buffer)[]): Encoded {
  const isText = packets.every((packet) => typeof packet === 'string');
  const isOne = packets.length === 1;
  // One buffer instead of headers and payloads: one write instead of a corked pair of each.
  const frames = isText ? packets.map((packet) => textFrame(MESSAGE + packet)) : null;
  const frame = frames && (isOne ? frames : [Buffer.concat(frames)]);
  // Engine.IO would write what is one frame for all once for each packet.
  return {
    packets,
    options: { preEncoded: true, ...(isOne && frame && { wsPreEncodedFrame: frame }) },
    frame,
  };
}

/** The frame of a message as Latin-1 text, to go out in one write with other text. */
export function latin1Of(frame: readonly Buffer[], encoded: Encoded): string {
  encoded.latin1 ??= frame.map((part) => part.toString('latin1')).join('');
  return encoded.latin1;
}
