import type { ShopAbout } from '../../shared/contract/shop.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import type { OrderSums } from '../../shared/market/order/sums.ts';
import type { PolicyName } from '../../shared/values/shop-policies.ts';
import type { PaymentNotice } from './payments.ts';

/** The sandbox's payment page and its signed answers: what the front door needs to serve them. */
export interface SandboxProvider {
  /** The page of an order, or of an unknown one (`null`), as a whole HTML document. */
  page(order: SandboxOrder | null, language: PageLanguage, answer: SandboxAnswer | null): string;
  /** The page's own stylesheet. @param typeface the address of the market's; null: there is none */
  styles(typeface: string | null): string;
  /** The page's own script: what the page says, it says without it. */
  script(): string;
  /** The page of an order was shown that can still be paid: the shop is told. @returns false if it was told before */
  opened(order: Pick<SandboxOrder, 'orderId' | 'totalMinor'>): boolean;
  /** Does what the buyer chose: sends notices now or later. @returns false if the choice is unknown or too much waits */
  choose(order: Pick<SandboxOrder, 'orderId' | 'totalMinor'>, choice: string): boolean;
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

/** What something is called in both languages; `en` is empty where there is the one name. */
export interface BothNames {
  zh: string;
  en: string;
}

/** An order as its payment page shows it: no name, phone or address, for whoever knows its address sees it. */
export interface SandboxOrder
  extends Pick<
      OrderView,
      | ('orderId' | 'reference' | 'status' | 'payByMs' | 'paidAtMs')
      | ('totalMinor' | 'refundedMinor' | 'shippingRefundedMinor')
    >,
    OrderSums {
  lines: SandboxLine[];
  currency: string;
  /** Until it can't be paid any more, in ms by the clock of the shop; 0: it can't. */
  leftMs: number;
  /** The zone in which times are said. */
  timeZone: string;
  /** Who sells (B6), and how a buyer reaches them; empty where nobody said it. */
  seller: BothNames;
  contact: string;
  complaintPhone: string;
  /** Their numbers; each empty where nobody said it. */
  licences: ShopAbout['licences'];
  /** Those that were said. */
  policies: readonly PolicyName[];
  /** Where it was ordered. */
  stream: BothNames & { host: BothNames; url: string };
  /** Its stream takes orders that are paid at the door. */
  isPaidAtDoorToo: boolean;
  /** Where the buyer came from: the order's page. */
  returnUrl: string;
}

export interface SandboxLine {
  name: BothNames;
  /** Who made it, as the catalogue says now; empty where nobody knows. */
  producer: BothNames;
  /** A path on this server, an address elsewhere, or empty. */
  picture: string;
  units: number;
  unitPriceMinor: number;
  /** Units that the producer could not fill. */
  unfilledUnits: number;
}
