import type { SettlementOverview } from '../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { settlementMessages } from '../../i18n/settlement.ts';
import { Notice } from '../../ui/Notice.tsx';

/** Every account with its balance, and whether they sum to nothing (M5). */
export function TrialBalance({ view }: { view: SettlementOverview }) {
  const balances = view.trialBalance;
  const names = new Map(view.producers.map(({ producerId, producer }) => [producerId, producer]));
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
        <Notice tone={isBalanced ? 'done' : 'attention'}>{isBalanced ? say.balanced : say.unbalanced}</Notice>
      )}
      <div className="wide-table">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{say.account}</th>
              <th scope="col">{say.balance}</th>
            </tr>
          </thead>
          <tbody>
            {balances.map(({ account, currency, amountMinor }) => (
              <tr key={`${account} ${currency}`}>
                <td>
                  <AccountName account={account} names={names} />
                </td>
                <td>{formatMoney(amountMinor, currency, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** An account as the ledger calls it; a producer's with their name, since nobody knows an id by heart. */
function AccountName({ account, names }: { account: string; names: ReadonlyMap<string, string> }) {
  const [kind = '', party] = account.split(/:(.*)/s);
  const name = party === undefined ? undefined : names.get(party);
  if (name === undefined) return <code>{account}</code>;
  return (
    <>
      <code>{kind}</code> <bdi>{name}</bdi>
    </>
  );
}
