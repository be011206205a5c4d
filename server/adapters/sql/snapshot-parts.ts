import { createHash } from 'node:crypto';
import type { StoredSnapshot } from '../../event-log/ports/store.ts';

/** Characters of a snapshot that are written at once: a few milliseconds' work for the writer. */
const PART = 512 * 1_024;

/** A text in parts that can stand alone: none ends in the middle of a character. */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const last = text.charCodeAt(from + PART - 1);
    const isHalf = last >= 0xd800 && last <= 0xdbff;
    const to = from + (isHalf ? PART - 1 : PART);
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

/** What a snapshot's row carries: the sha256 of its parts in their order, 64 hex digits. */
export function digestOf(parts: readonly string[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
}

/** A snapshot's row. */
export interface SnapshotRow {
  seq: number;
  parts: number;
  /** Null: it was written before snapshots had one. */
  digest: string | null;
}

export const SNAPSHOT_COLUMNS = 'seq, parts, digest';

/**
 * Puts a snapshot together of its parts, in the order in which they are read, and holds them against its row. The digest
 * grows with each part: where parts come one by one, no turn of the loop is long.
 */
export class SnapshotReading {
  readonly #row: SnapshotRow;
  readonly #version: number;
  readonly #texts: string[] = [];
  readonly #digest = createHash('sha256');

  constructor(version: number, row: SnapshotRow) {
    this.#version = version;
    this.#row = row;
  }

  take(text: string): void {
    this.#texts.push(text);
    if (this.#row.digest !== null) this.#digest.update(text);
  }

  end(): StoredSnapshot {
    const { seq, digest } = this.#row;
    const isDamaged = digest !== null && digest !== this.#digest.digest('hex');
    return {
      version: this.#version,
      seq,
      state: this.#texts.join(''),
      ...(isDamaged && { isDamaged }),
    };
  }
}
