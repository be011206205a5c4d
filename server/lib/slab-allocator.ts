/** Long enough that a slab is rarely begun, short enough that moving what is left in one is soon done. */
const SLAB_BYTES = 1 << 20;
/** The first one: most streams have few orders, and a megabyte for each would be taken whenever one is opened. */
const FIRST_BYTES = 1 << 16;
/** Records begin at multiples of it, so that a place stays a small whole number up to 16 GiB. */
const UNIT_BYTES = 8;
const UNITS_PER_SLAB = SLAB_BYTES / UNIT_BYTES;
/** Slabs that were given up are written on again: where orders come and go, the collector would hear of them late. */
const MOST_SPARE = 4;
/** Bytes of the text (4), of the id (2), and whether the record is still wanted (2). */
const HEAD_BYTES = 8;
const ID_BYTES_AT = 4;
const WANTED_AT = 6;

interface Slab {
  bytes: Buffer;
  /** Bytes that are written on. */
  used: number;
  /** Bytes of records that are still wanted: `0 ≤ wanted ≤ used`. */
  wanted: number;
}

/**
 * Texts by place, as UTF-8 in slabs of a megabyte, the first of which is smaller. The collector sees one object for a thousand texts: as strings of their
 * own, texts by the million make each of its short rounds three times as long. A slab of which less than half is wanted
 * is given up and the rest of it moved, so that all slabs together take at most twice the texts and six
 * slabs more: the open one, one on its way, four spare.
 */
export class SlabAllocator {
  private readonly moved: (id: string, place: number) => void;
  private readonly slabs: (Slab | undefined)[] = [];
  /** Numbers of slabs that were given up. */
  private readonly vacant: number[] = [];
  private readonly spare: Buffer[] = [];
  /** The slab that is written on; -1 before the first. */
  private open = -1;

  /** @param moved hears of each text that comes to lie elsewhere, before `drop` returns */
  constructor(moved: (id: string, place: number) => void) {
    this.moved = moved;
  }

  /** What all slabs take. */
  get bytes(): number {
    const spareBytes = this.spare.length * SLAB_BYTES;
    return this.slabs.reduce((sum, slab) => sum + (slab?.bytes.length ?? 0), spareBytes);
  }

  /**
   * Writes a text down.
   * @param id at most 65,535 bytes of UTF-8; said to `moved`
   * @returns where the text is
   */
  put(id: string, text: string): number {
    const idBytes = Buffer.byteLength(id);
    const textBytes = Buffer.byteLength(text);
    const { place, bytes, at } = this.room(HEAD_BYTES + idBytes + textBytes);
    bytes.writeUInt32LE(textBytes, at);
    bytes.writeUInt16LE(idBytes, at + ID_BYTES_AT);
    bytes.writeUInt16LE(1, at + WANTED_AT);
    bytes.write(id, at + HEAD_BYTES);
    bytes.write(text, at + HEAD_BYTES + idBytes);
    return place;
  }

  /** The text at a place that `put` or `moved` told of. */
  textAt(place: number): string {
    const { bytes } = this.slabOf(place);
    const at = (place % UNITS_PER_SLAB) * UNIT_BYTES;
    const from = at + HEAD_BYTES + bytes.readUInt16LE(at + ID_BYTES_AT);
    return bytes.toString('utf8', from, from + bytes.readUInt32LE(at));
  }

  /** The text at this place is not wanted any more. */
  drop(place: number): void {
    const slab = this.slabOf(place);
    const at = (place % UNITS_PER_SLAB) * UNIT_BYTES;
    slab.bytes.writeUInt16LE(0, at + WANTED_AT);
    slab.wanted -= sizeAt(slab, at);
    this.giveUpIfThin(Math.floor(place / UNITS_PER_SLAB));
  }

  private slabOf(place: number): Slab {
    const slab = this.slabs[Math.floor(place / UNITS_PER_SLAB)];
    if (!slab) throw new Error(`No text is at ${place}.`);
    return slab;
  }

  /** Takes room in the open slab, or in a new one; what fits no slab gets one of its own size. */
  private room(bytes: number): { place: number; bytes: Buffer; at: number } {
    const size = rounded(bytes);
    if (size > SLAB_BYTES) return this.take(this.begin(size), size);
    const open = this.slabs[this.open];
    if (open && open.used + size <= open.bytes.length) return this.take(this.open, size);
    const full = this.open;
    this.open = this.begin(full < 0 && size <= FIRST_BYTES ? FIRST_BYTES : SLAB_BYTES);
    const taken = this.take(this.open, size);
    if (full >= 0) this.giveUpIfThin(full);
    return taken;
  }

  private begin(size: number): number {
    const number = this.vacant.pop() ?? this.slabs.length;
    // Shared with nobody: but of a buffer of its own V8 keeps count, and collects the whole heap for every 64 MiB of them.
    const spare = size === SLAB_BYTES ? this.spare.pop() : undefined;
    const bytes = spare ?? Buffer.from(new SharedArrayBuffer(size));
    this.slabs[number] = { bytes, used: 0, wanted: 0 };
    return number;
  }

  private take(number: number, size: number): { place: number; bytes: Buffer; at: number } {
    const slab = this.slabs[number]!;
    const at = slab.used;
    slab.used += size;
    slab.wanted += size;
    return { place: number * UNITS_PER_SLAB + at / UNIT_BYTES, bytes: slab.bytes, at };
  }

  private giveUpIfThin(number: number): void {
    const slab = this.slabs[number]!;
    if (number === this.open || 2 * slab.wanted > slab.bytes.length) return;
    this.slabs[number] = undefined;
    for (let at = 0; at < slab.used; at += sizeAt(slab, at)) {
      if (slab.bytes.readUInt16LE(at + WANTED_AT) === 1) this.move(slab, at);
    }
    this.vacant.push(number);
    if (slab.bytes.length === SLAB_BYTES && this.spare.length < MOST_SPARE) this.spare.push(slab.bytes);
  }

  private move({ bytes }: Slab, at: number): void {
    const end = at + HEAD_BYTES + bytes.readUInt16LE(at + ID_BYTES_AT) + bytes.readUInt32LE(at);
    const id = bytes.toString('utf8', at + HEAD_BYTES, end - bytes.readUInt32LE(at));
    const to = this.room(end - at);
    bytes.copy(to.bytes, to.at, at, end);
    this.moved(id, to.place);
  }
}

function sizeAt({ bytes }: Slab, at: number): number {
  return rounded(HEAD_BYTES + bytes.readUInt16LE(at + ID_BYTES_AT) + bytes.readUInt32LE(at));
}

function rounded(bytes: number): number {
  return Math.ceil(bytes / UNIT_BYTES) * UNIT_BYTES;
}
