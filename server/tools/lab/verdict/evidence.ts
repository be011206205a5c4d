import type { FinalLook } from '../final-look.ts';
import type { Canaries } from '../market/buyers.ts';

/** What a run leaves behind in its folder, apart from the market's own database: all that the verdict is made of. */
export interface Evidence {
  streamId: string;
  /** Nobody but this crowd ordered on the stream. */
  isOwnStream: boolean;
  /** The buyer's id of each viewer, by the viewer's number. */
  buyerIds: string[];
  canaries: Canaries;
  /** What every key of the run begins with. */
  keyHead: string;
  /** Units of each good before the stream took its share, by the product's id; empty on a stream of others. */
  warehouse: [productId: string, units: number][];
  /** This item was to be sold to its last unit. */
  soldOut: { itemNumber: number; units: number } | null;
  look: FinalLook;
  /** Public events that did not fit into the file. */
  publicLeftOut: number;
}

/** Names of the files in a run's folder. */
export const FILES = {
  journal: 'journal.bin',
  publicEvents: 'public-events.ndjson',
  evidence: 'evidence.json',
} as const;
