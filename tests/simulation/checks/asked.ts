/** What a client wrote down before it sent a command, and when nodes read it. */
export interface Asked {
  key: string;
  buyerId: string;
  command: string;
  itemNumber?: number;
  units?: number;
  seenMinor?: number;
  flashId?: string | null;
  lines?: readonly { itemNumber: number; units: number; unitPriceMinor: number }[];
  expectTotalMinor?: number;
  /** Since when the viewer was watching, on the server's clock. */
  joinedAtMs: number | null;
  /** Each time that a node read the frame, by its own clock (T3). */
  receivedAtMs: number[];
}
