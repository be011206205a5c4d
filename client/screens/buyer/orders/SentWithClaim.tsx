import { useId, useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { ClaimTextsView, ClaimView } from '../../../../shared/contract/packing.ts';
import { CLAIM_TEXT_DAYS } from '../../../../shared/market/parcel/bounds.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useWording } from '../../../ui/wording.ts';
import { claimWords } from './claim-words.ts';

/**
 * What its buyer wrote and photographed about a claim (A4), fetched with a tap: photos are up to a megabyte. It is kept no
 * longer than the page shows it. Of a claim that was taken back all is destroyed, which needs no question.
 */
export function SentWithClaim({ claim, currency }: { claim: ClaimView; currency: string }) {
  const say = useMessages(claimWords);
  const language = useLanguage();
  const wording = useWording(currency);
  const { http } = useWorld();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [texts, setTexts] = useState<ClaimTextsView | null>(null);
  const [fault, setFault] = useState<Reason | null>(null);
  const { orderId, claimId } = claim;
  if (claim.status === 'WITHDRAWN') return <p className="soft">{say.gone(CLAIM_TEXT_DAYS)}</p>;
  const show = async () => {
    if (isOpen || texts) return setOpen(!isOpen);
    setAsking(true);
    const answer = await http.call('myClaimTexts', { params: { orderId, claimId } });
    setAsking(false);
    setFault(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    setTexts(answer.value);
    setOpen(true);
  };
  const isGone = texts !== null && texts.words === null && texts.photos.length === 0;
  return (
    <>
      <Button
        look="line"
        busy={isAsking}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => void show()}
      >
        {isOpen ? say.hideSent : say.showSent}
      </Button>
      {fault && <Notice tone="fault">{sentenceOf(fault, language, wording)}</Notice>}
      <div id={id} className="claim-sent" hidden={!isOpen}>
        {isGone && <p className="soft">{say.gone(CLAIM_TEXT_DAYS)}</p>}
        {texts?.words && (
          <blockquote>
            <bdi>{texts.words}</bdi>
          </blockquote>
        )}
        {texts?.photos.map((photo, index) => (
          <img key={photo.slice(-40)} src={photo} alt={say.sentPhoto(index + 1)} />
        ))}
      </div>
    </>
  );
}
