import type { PaymentNotice } from './payments.ts';

/** The sandbox's payment page and its signed answers: what the front door needs to serve them. */
export interface SandboxProvider {
  /** The page of an order, or of an unknown one (`null`), as a whole HTML document. */
  page(order: SandboxOrder | null, language: PageLanguage, answer: SandboxAnswer | null): string;
  /** The page's own stylesheet. @param typeface the address of the market's; null: there is none */
  styles(typeface: string | null): string;
  /** The page of an order was shown that can still be paid: the shop is told, once. */
  opened(order: SandboxOrder): void;
  /** Does what the buyer chose: sends notices now or later. @returns false if the choice is unknown or too much waits */
  choose(order: SandboxOrder, choice: string): boolean;
  /** True iff the buyer has done what there is to do after a choice, and goes back to the shop. */
  isDone(choice: string): boolean;
  /** What the page says of a choice after which the buyer stays on it; null: nothing. */
  answerTo(choice: string): SandboxAnswer | null;
  /** Waits until what was chosen for now has been told to the shop, or could not be within 3 s. */
  told(orderId: string): Promise<void>;
  /**
   * Reads a notice from a webhook's raw body.
   * @returns null if the signature is bad, the timestamp is more than 5 minutes off, or the body is not a notice
   */
  verify(body: Buffer, headers: Record<string, string>): PaymentNotice | null;
  close(): void;
}

/** No money was taken: the buyer's bank said no, or it could not be asked. */
export type SandboxAnswer = 'declined' | 'failed';

export type PageLanguage = 'en' | 'zh';

export interface SandboxOrder {
  orderId: string;
  /** What the buyer knows it by (O7). */
  reference: string;
  status: string;
  totalMinor: number;
  /** What is bought, in both names; `en` is empty where there is the one. */
  goods: { zh: string; en: string; units: number }[];
  /** Until when it can be paid, epoch ms, and the zone in which that is said. */
  payByMs: number;
  timeZone: string;
  currency: string;
  /** Who sells (B6), in both languages; empty where nobody said it. */
  seller: { zh: string; en: string };
  /** Where the buyer came from: the order's page. */
  returnUrl: string;
}
