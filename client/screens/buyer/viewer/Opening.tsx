import { useState } from 'react';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Picture } from '../../../ui/Picture.tsx';
import { Remind } from '../../../ui/Remind.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { dayAndTime, timeLeft } from '../../../ui/time-words.ts';
import { untilWords } from '../../../ui/until-words.ts';
import { widePicture } from '../../../ui/wide-picture.ts';
import { OpeningTerms } from './OpeningTerms.tsx';
import { PreviewProducts } from './PreviewProducts.tsx';
import { quietWords } from './quiet-words.ts';
import { ShareStream } from './ShareStream.tsx';
import { useLive, useViewer } from './viewer-stores.ts';
import './opening.css';

/** From here on the seconds count, and are counted. */
const CLOSE_MS = 60 * 60_000;

/** A stream that has yet to begin: when, a reminder, what it will sell, and what it is about. */
export function Opening() {
  const say = useMessages(quietWords);
  const language = useLanguage();
  const { slug } = useViewer().live;
  const stream = useLive((state) => state.view.stream);
  const scheduledAtMs = stream?.scheduledAtMs ?? 0;
  const left = useServerTime((nowMs) => {
    const ms = scheduledAtMs - nowMs;
    if (ms <= 0) return null;
    return ms < CLOSE_MS ? timeLeft(ms) : untilWords(ms, language);
  });
  const { description = '', descriptionEn = '', cover = '', hostPicture = '' } = stream ?? {};
  const about = (language === 'en' && descriptionEn) || description;
  return (
    <div className="stage-message opening-message">
      <div className="opening-when">
        {cover !== '' && <OpeningCover key={cover} source={cover} />}
        {left === null ? (
          <>
            <h2>{say.opensAnyMoment}</h2>
            <p>{say.opensHint}</p>
          </>
        ) : (
          <>
            <p className="opening figures" role="timer">
              {say.starts(left)}
            </p>
            <p className="figures">{say.startsAt(dayAndTime(scheduledAtMs, language))}</p>
            <Remind slug={slug} look="primary" words={say.remind} label={say.remindLabel} />
          </>
        )}
        {stream && hostPicture !== '' && (
          <p className="opening-host">
            <Picture source={hostPicture} size={56} />
            <bdi>{titledIn(language, stream).hostName}</bdi>
          </p>
        )}
        <ShareStream isWide />
      </div>
      <div className="opening-what">
        <PreviewProducts />
        {about !== '' && <p className="opening-about">{about}</p>}
        <OpeningTerms />
      </div>
    </div>
  );
}

function OpeningCover({ source }: { source: string }) {
  const [isThere, setThere] = useState(true);
  return isThere ? (
    <img className="opening-cover" src={widePicture(source)} alt="" onError={() => setThere(false)} />
  ) : null;
}
