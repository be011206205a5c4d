/** A codec whose key frames are taken out of its packets here. */
export type StillCodec = 'VP8' | 'H264';

/** Puts a key frame together again from the packets that it came in, in whatever order they come. */
export interface KeyFrameCollector {
  /** @returns the frame as soon as all of it is there: VP8 bare, H264 as Annex B with its parameter sets */
  take(packet: Buffer): Buffer | null;
}

/** Frames that are still incomplete when so many later ones have begun have lost a packet for good. */
const FRAMES_AT_ONCE = 8;
/** More than a key frame of 4K takes; whoever sends more sends no picture. */
const PACKETS_A_FRAME = 2_000;

export function collectKeyFrame(codec: StillCodec): KeyFrameCollector {
  const form = codec === 'VP8' ? vp8 : h264;
  const frames = new Map<number, Map<number, Part>>();
  return {
    take(packet) {
      const read = readRtp(packet);
      const part = read && form.part(read.payload);
      if (!read || !part) return null;
      const { timestamp, sequence, isLast } = read;
      const frame = frames.get(timestamp) ?? new Map<number, Part>();
      if (frame.size >= PACKETS_A_FRAME) return null;
      frame.set(sequence, { ...part, isLast });
      frames.set(timestamp, frame);
      if (frames.size > FRAMES_AT_ONCE) frames.delete(frames.keys().next().value!);
      const whole = inOrder(frame);
      return whole && form.join(whole);
    },
  };
}

/** What one packet has of a frame. */
interface Part {
  bytes: Buffer;
  /** A key frame begins with it. */
  isFirst: boolean;
  /** The frame ends with it. */
  isLast: boolean;
}

/** The bytes of a key frame from its first packet to its last, or null while one is missing. */
function inOrder(frame: ReadonlyMap<number, Part>): Buffer[] | null {
  const first = [...frame].find(([, { isFirst }]) => isFirst)?.[0];
  if (first === undefined) return null;
  const bytes: Buffer[] = [];
  for (let at = first; ; at = (at + 1) & 0xffff) {
    const part = frame.get(at);
    if (!part) return null;
    bytes.push(part.bytes);
    if (part.isLast) return bytes;
    if (bytes.length > frame.size) return null;
  }
}

interface CodecForm {
  part(payload: Buffer): Omit<Part, 'isLast'> | null;
  join(parts: readonly Buffer[]): Buffer | null;
}

/** RFC 7741: a descriptor of one to six bytes, then a part of the frame. */
const vp8: CodecForm = {
  part(payload) {
    const head = payload[0]!;
    let from = 1;
    if (head & 0x80) {
      const more = payload[from] ?? 0;
      from += 1;
      if (more & 0x80) from += (payload[from] ?? 0) & 0x80 ? 2 : 1;
      if (more & 0x40) from += 1;
      if (more & 0x30) from += 1;
    }
    if (from >= payload.length) return null;
    const beginsFrame = (head & 0x1f) === 0x10;
    return { bytes: payload.subarray(from), isFirst: beginsFrame && (payload[from]! & 1) === 0 };
  },
  join: (parts) => Buffer.concat(parts),
};

const NAL = Buffer.from([0, 0, 0, 1]);
const IDR = 5;
const PARAMETERS = 7;
const AGGREGATE = 24;
const FRAGMENT = 28;

/** RFC 6184: units one by one, several in a packet, or one over several packets. */
const h264: CodecForm = {
  part(payload) {
    const kind = payload[0]! & 0x1f;
    const first = kind === AGGREGATE ? unitsOf(payload)[0] : payload;
    return { bytes: payload, isFirst: first !== undefined && (first[0]! & 0x1f) === PARAMETERS };
  },
  join(parts) {
    const units: Buffer[] = [];
    let isKey = false;
    for (const part of parts) {
      const kind = part[0]! & 0x1f;
      if (kind === FRAGMENT) {
        const [indicator, head] = [part[0]!, part[1] ?? 0];
        isKey ||= (head & 0x1f) === IDR;
        if (head & 0x80) units.push(NAL, Buffer.from([(indicator & 0xe0) | (head & 0x1f)]));
        units.push(part.subarray(2));
        continue;
      }
      for (const unit of kind === AGGREGATE ? unitsOf(part) : [part]) {
        isKey ||= (unit[0]! & 0x1f) === IDR;
        units.push(NAL, unit);
      }
    }
    return isKey ? Buffer.concat(units) : null;
  },
};

/** The units of a packet that has several, each after its length. */
function unitsOf(packet: Buffer): Buffer[] {
  const units: Buffer[] = [];
  for (let at = 1; at + 2 < packet.length; ) {
    const length = packet.readUInt16BE(at);
    if (length > 0) units.push(packet.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return units;
}

/** RFC 3550; null if it carries nothing. */
function readRtp(packet: Buffer) {
  if (packet.length < 12 || packet[0]! >> 6 !== 2) return null;
  let from = 12 + (packet[0]! & 0x0f) * 4;
  if (packet[0]! & 0x10) {
    if (from + 4 > packet.length) return null;
    from += 4 + packet.readUInt16BE(from + 2) * 4;
  }
  const to = packet.length - (packet[0]! & 0x20 ? packet.at(-1)! : 0);
  if (from >= to) return null;
  return {
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    isLast: (packet[1]! & 0x80) !== 0,
    payload: packet.subarray(from, to),
  };
}
