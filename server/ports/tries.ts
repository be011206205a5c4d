/**
 * How often something secret may be tried: many guesses at one account, one guess at many accounts. Guesses at an account
 * count per address, so that nobody locks an owner out from elsewhere. Where the counts
 * are kept may be away; then each node counts its own, and nobody is refused or kept waiting for that.
 */
export interface Tries {
  /** Counts a try to sign in. @returns 0, or how long to wait in ms */
  signIn(account: string, address: string): Promise<number>;
  /** A right password: the account's count at this address begins anew; the address keeps its own. */
  signedIn(account: string, address: string): Promise<void>;
  /** Counts a one-time code or link, made or tried. @returns 0, or how long to wait in ms */
  code(who: string): Promise<number>;
  /** Counts a try of a voucher's code. @returns 0, or how long to wait in ms */
  voucherCode(who: string): Promise<number>;
  /** The code that was tried last was right: it does not count. */
  rightVoucherCode(who: string): Promise<void>;
}
