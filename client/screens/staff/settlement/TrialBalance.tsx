import type { SettlementOverview } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { Table } from '../../../ui/Table.tsx';

/** Every account with its balance, and whether they sum to nothing (M5). */
export function TrialBalance({ view }: { view: SettlementOverview }) {
  const balances = view.trialBalance;
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of balances) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  const isBalanced = [...sums.values()].every((sum) => sum === 0);
  return (
    <section>
      <h2>{say.trial}</h2>
      <p className="soft small">{say.trialWhat}</p>
      {balances.length > 0 && (
        <Notice tone={isBalanced ? 'done' : 'fault'}>{isBalanced ? say.balanced : say.unbalanced}</Notice>
      )}
      {balances.length === 0 ? (
        <p className="soft">{say.nothingBooked}</p>
      ) : (
        <Table label={say.trial} className="accounts">
          <thead>
            <tr>
              <th scope="col">{say.account}</th>
              <th scope="col">{say.balance}</th>
            </tr>
          </thead>
          <tbody>
            {balances.map((balance) => (
              <tr key={`${balance.account} ${balance.currency}`}>
                <td>
                  <AccountName account={balance.account} name={namedIn(language, balance).name} />
                </td>
                <td>{formatMoney(balance.amountMinor, balance.currency, language)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

/** An account in words, with whose it is. */
function AccountName({ account, name }: { account: string; name: string }) {
  const say = useMessages(settlementMessages);
  const [kind = '', party = ''] = account.split(/:(.*)/s);
  const words = (say.accounts as Readonly<Record<string, string>>)[kind] ?? kind;
  return (
    <span>
      {words} <bdi>{name || party}</bdi>
    </span>
  );
}
