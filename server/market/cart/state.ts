/** What buyers hold. */
export interface CartState {
  holds: Map<string, Hold>;
}

export interface Hold {
  holdId: string;
  buyerId: string;
  itemNumber: number;
  units: number;
  /** Bound at the add; it only falls, with the list price (F4). */
  unitPriceMinor: number;
  flashId: string | null;
  untilMs: number;
  /** Made by a buyer who was new (H6). */
  isNew: boolean;
  /** The network of the add, or of the place in line (H8); absent: made before that was noted. */
  networkTag?: string;
  /** Offered from the waiting list (H5); absent: asked for by an add. */
  isOffer?: true;
  /** Of a flash price: when the tap arrived that bound it (F5). */
  tapAtMs?: number;
  /** Bound within the 2 s after the flash's end, by a quote; absent: not. */
  lateOk?: true;
}

export interface CartLine {
  itemNumber: number;
  direct: number;
  expired: number;
  /** Ids of holds, in the order they were made. */
  holds: string[];
}

/** Units of one hold that are used or go back. */
export interface HoldPart {
  holdId: string;
  units: number;
}

/** Units that go back to the shelf, and to the flash they were bound under. */
export interface ReleasedPart extends HoldPart {
  flashId: string | null;
}
