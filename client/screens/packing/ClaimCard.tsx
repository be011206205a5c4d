import { useStore } from 'zustand';
import type { ClaimView } from '../../../shared/contract/packing.ts';
import { basisPoints } from '../../../shared/values/money.ts';
import { namedIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import type { PackingStore } from '../../stores/packing-store.ts';
import { Button } from '../../ui/Button.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { dayAndTime } from '../../ui/time-words.ts';
import { PackingFault } from './PackingFault.tsx';
import { packingWords } from './words.ts';

/** A quality claim (O6): what was bad, how much of it, and what paying it back costs. */
export function ClaimCard({
  desk,
  claim,
  currency,
}: {
  desk: PackingStore;
  claim: ClaimView;
  currency: string;
}) {
  const say = useMessages(packingWords);
  const language = useLanguage();
  const money = useMoney(currency);
  const busy = useStore(desk.store, (state) => state.busy[claim.claimId] === true);
  const reasons: Record<string, string> = {
    missing: say.missing,
    damaged: say.damagedReason,
    spoiled: say.spoiled,
    wrong: say.wrong,
  };
  const about = basisPoints(claim.units * claim.unitPriceMinor, claim.shareBps);
  return (
    <li className="desk-card">
      <header className="desk-head">
        <strong>
          <bdi>{say.claimOf(claim.units, namedIn(language, claim).name)}</bdi>
        </strong>
        <span className="soft figures">{say.order(claim.reference)}</span>
      </header>
      <p>
        {reasons[claim.reason] ?? claim.reason}
        {claim.shareBps < 10_000 && <> · {say.share(claim.shareBps / 100)}</>}
      </p>
      <p className="soft figures">{dayAndTime(claim.openedAtMs, language)}</p>
      <PackingFault desk={desk} name={claim.claimId} />
      <div className="two-buttons">
        <Button wide look="quiet" busy={busy} onClick={() => void desk.decide(claim.claimId, false)}>
          {say.decline}
        </Button>
        <Button wide look="line" busy={busy} onClick={() => void desk.decide(claim.claimId, true)}>
          {say.accept(money(about))}
        </Button>
      </div>
    </li>
  );
}
