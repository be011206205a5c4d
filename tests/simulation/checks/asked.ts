/** What a client wrote down before it sent a command, and when nodes read it. */
export interface Asked {
  key: string;
  buyerId: string;
  command: string;
  itemNumber?: number | undefined;
  units?: number | undefined;
  seenMinor?: number | undefined;
  flashId?: string | null | undefined;
  lines?: readonly { itemNumber: number; units: number; unitPriceMinor: number }[] | undefined;
  expectTotalMinor?: number | undefined;
  /** The code of a voucher. */
  code?: string | undefined;
  /** Since when the viewer was watching, on the server's clock. */
  joinedAtMs: number | null;
  /** Each time that a node read the frame, by its own clock (T3). */
  receivedAtMs: number[];
}
