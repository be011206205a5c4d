import { useState } from 'react';
import { carrierOf, trackingOf } from '../../../../shared/market/parcel/carriers.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { copyText } from '../../../ui/copy-text.ts';
import { useIsDemo } from '../../use-is-demo.ts';
import { parcelWords } from './parcel-words.ts';

/**
 * Who carries a parcel, its number, which a tap copies, and the way to the carrier's own page: to the parcel, or, as it says
 * then, to where the number is asked for. Of a carrier that nobody knows the text stays text. In a demo no carrier has such a
 * parcel, which is said beside the way there.
 * @param from where it comes from; empty: it is not said
 */
export function TrackParcel({ carrier, code, from = '' }: { carrier: string; code: string; from?: string }) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const isDemo = useIsDemo();
  const [copied, setCopied] = useState<boolean | null>(null);
  const known = carrierOf(carrier);
  const name = known === null ? carrier : known[language === 'en' ? 'en' : 'zh'];
  const page = known && trackingOf(known, code);
  return (
    <>
      <p className="soft">
        {from !== '' && `${from} · `}
        <bdi>{name}</bdi> <span className="figures tracking-code">{code}</span>
      </p>
      <div className="track-acts">
        {page && (
          <a className="track" href={page.address} target="_blank" rel="noopener noreferrer">
            {page.knows ? say.track : say.openCarrier(name)}
          </a>
        )}
        <Button look="line" onClick={() => void copyText(code).then(setCopied)}>
          {copied ? say.copied : say.copyNumber}
        </Button>
      </div>
      {copied === false && <p className="soft small">{say.copyByHand}</p>}
      {page && !page.knows && <p className="soft small">{say.asksForNumber(name)}</p>}
      {isDemo && <p className="soft small">{say.madeUp}</p>}
    </>
  );
}
