import { carrierOf, trackingOf } from '../../../../shared/market/parcel/carriers.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { copyText } from '../../../ui/copy-text.ts';
import { parcelWords } from './parcel-words.ts';

/**
 * Who carries a parcel, its number, and the way to the carrier's own page for it. Where that page has to be told the number,
 * the tap copies it. Of a carrier that nobody knows the text stays text.
 */
export function TrackParcel({ carrier, code }: { carrier: string; code: string }) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const known = carrierOf(carrier);
  const name = known === null ? carrier : known[language === 'en' ? 'en' : 'zh'];
  const number = <span className="figures tracking-code">{code}</span>;
  if (known === null) {
    return (
      <>
        <bdi>{name}</bdi> {number}
      </>
    );
  }
  const { address, knows } = trackingOf(known, code);
  return (
    <>
      <bdi>{name}</bdi> {number}{' '}
      <a
        className="track"
        href={address}
        target="_blank"
        rel="noopener noreferrer"
        // A device that lets no page write there has the number beside the link.
        onClick={() => void (knows || copyText(code))}
      >
        {knows ? say.track : say.copyAndTrack}
      </a>
    </>
  );
}
