import type { CashChoice } from '../../../shared/market/newcomers/contract.ts';

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
  /** Flashes of which an order says that its buyer was asked, and said no (F7). */
  askedFlashIds?: readonly string[] | undefined;
  /** The code of a voucher. */
  code?: string | undefined;
  /** Which of newcomers' cash orders a host releases (H8). */
  release?: { of: CashChoice; upTo: number; onlyBrief?: true | undefined } | undefined;
  /** The network of whoever asks, as the log knows it (H8). */
  tag?: string | undefined;
  /** When it was first sent, in world time. */
  firstSentMs: number;
  /** Since when the viewer was watching, in the log's time. */
  joinedAtMs: number | null;
  /** Each time that a node read the frame, in the log's time as that node had it (T3, T7). */
  receivedAtMs: number[];
}
