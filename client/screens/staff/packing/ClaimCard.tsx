import { useStore } from 'zustand';
import type { ClaimView } from '../../../../shared/contract/packing.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { HOUR } from '../../../../shared/values/time.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import type { PackingStore } from '../../../stores/packing-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { dayAndTime } from '../../../ui/time-words.ts';
import { HeldAct } from './Held.tsx';
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
  const isHeld = useStore(desk.store, ({ held }) => held[claim.claimId] !== undefined);
  const reasons: Record<string, string> = {
    missing: say.missing,
    damaged: say.damagedReason,
    spoiled: say.spoiled,
    wrong: say.wrong,
  };
  return (
    <li className="desk-card">
      <header className="desk-card-head">
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
      <AnswerBy claim={claim} />
      <Said desk={desk} claim={claim} />
      <PackingFault desk={desk} name={claim.claimId} />
      {isHeld ? (
        <HeldAct desk={desk} name={claim.claimId} />
      ) : (
        <div className="two-buttons">
          <Button wide look="quiet" busy={busy} onClick={() => desk.decide(claim.claimId, false)}>
            {say.decline}
          </Button>
          <Button wide look="line" busy={busy} onClick={() => desk.decide(claim.claimId, true)}>
            {say.accept(money(claim.backMinor ?? 0))}
          </Button>
        </div>
      )}
    </li>
  );
}

/** How long the desk has left for its answer (O9), or how late it is: in whole hours that are over or still there. */
function AnswerBy({ claim: { answerByMs } }: { claim: ClaimView }) {
  const say = useMessages(packingWords);
  const hours = useServerTime((nowMs) => Math.floor((answerByMs - nowMs) / HOUR));
  // The hour that is not over yet has the number −1.
  const isLate = hours < 0;
  return (
    <p className={isLate ? 'claim-late' : 'soft'}>{isLate ? say.late(-1 - hours) : say.hoursLeft(hours)}</p>
  );
}

/** What its buyer wrote and photographed: opened by a tap, since each look is noted (A4). */
function Said({ desk, claim }: { desk: PackingStore; claim: ClaimView }) {
  const say = useMessages(packingWords);
  const { claimId, hasWords, photos } = claim;
  const texts = useStore(desk.store, (state) => state.texts[claimId]);
  const busy = useStore(desk.store, (state) => state.busy[claimId] === true);
  if (!hasWords && photos === 0) return null;
  if (!texts) {
    return (
      <Button look="line" busy={busy} onClick={() => void desk.look(claimId)}>
        {say.look(hasWords, photos)}
      </Button>
    );
  }
  const isGone = texts.words === null && texts.photos.length === 0;
  return (
    <div className="claim-said">
      {isGone && <p className="soft">{say.deleted}</p>}
      {texts.words !== null && (
        <blockquote>
          <bdi>{texts.words}</bdi>
        </blockquote>
      )}
      {texts.photos.length > 0 && (
        <ul className="claim-photos">
          {texts.photos.map((photo, index) => (
            <li key={photo.slice(-40)}>
              <img src={photo} alt={say.photo(index + 1)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
