import type { BankMove, SettlementOverview } from '../../../../shared/contract/settlement.ts';
import { namedIn } from '../../../../shared/values/names.ts';

interface Move {
  /** The account that it settles; with a party after the colon if it ends with one. */
  account: string;
  /** Whether that account holds what others owe the shop (debits), or what the shop owes (credits). */
  side: 'owed_to_us' | 'we_owe';
  hasFee: boolean;
}

/** The bank moves of the ledger (M5), as the office reads them. */
export const bankMoves: Record<BankMove, Move> = {
  provider_paid: { account: 'psp_clearing', side: 'owed_to_us', hasFee: true },
  cash_brought: { account: 'cod_receivable', side: 'owed_to_us', hasFee: true },
  provider_refunded: { account: 'refunds_payable', side: 'we_owe', hasFee: false },
  refund_paid: { account: 'refunds_payable', side: 'we_owe', hasFee: false },
  carrier_paid: { account: 'shipping_payable:', side: 'we_owe', hasFee: false },
  host_paid: { account: 'host_receivable:', side: 'owed_to_us', hasFee: false },
};
export const moveNames = Object.keys(bankMoves) as BankMove[];

export interface Standing {
  /** The host's id or the origin; empty where the account has none. */
  party: string;
  name: string;
  /** What waits to be settled; below 0 if more was booked than stood there. */
  amountMinor: number;
}

/**
 * What stands in the accounts that a move settles, in one currency: one account, or one of each host or origin.
 * @param language that the names are read in
 */
export function standingsOf(
  move: BankMove,
  currency: string,
  balances: SettlementOverview['trialBalance'],
  language: string,
): Standing[] {
  const { account: wanted, side } = bankMoves[move];
  const hasParty = wanted.endsWith(':');
  const rows = balances
    .filter((row) => row.currency === currency)
    .filter(({ account }) => (hasParty ? account.startsWith(wanted) : account === wanted))
    .map((balance) => {
      const { account, amountMinor } = balance;
      const { name } = namedIn(language, balance);
      const party = hasParty ? account.slice(wanted.length) : '';
      return { party, name: name || party, amountMinor: side === 'we_owe' ? 0 - amountMinor : amountMinor };
    });
  return rows.length > 0 || hasParty ? rows : [{ party: '', name: '', amountMinor: 0 }];
}
