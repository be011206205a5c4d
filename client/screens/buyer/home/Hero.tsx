import type { ReactNode } from 'react';
import type { ListedStream } from '../../../../shared/market/stream/contract.ts';
import { namedIn, titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { Price } from '../../../ui/Price.tsx';
import { Remind } from '../../../ui/Remind.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { dayAndTime } from '../../../ui/time-words.ts';
import { untilWords } from '../../../ui/until-words.ts';
import { Cover } from './Cover.tsx';
import { HeroPicture } from './HeroPicture.tsx';
import { homeWords } from './words.ts';

/** The stream that is on, large: its picture of now, who watches, three products at the price of now, and the way in. */
export function LiveHero({ stream }: { stream: ListedStream }) {
  const say = useMessages(homeWords);
  const language = useLanguage();
  const { slug, status, viewers = 0, products = [], currency } = stream;
  return (
    <Hero
      stream={stream}
      picture={<HeroPicture stream={stream} />}
      state={
        <p className="hero-state">
          <span className={`status ${status.toLowerCase()}`}>
            <i aria-hidden="true" />
            {status === 'LIVE' ? say.live : say.break}
          </span>
          {viewers > 0 && (
            <span className="soft figures hero-viewers">
              <Icon name="eye" size={16} />
              {say.watching(viewers)}
            </span>
          )}
        </p>
      }
    >
      {products.length > 0 && (
        <ul className="hero-products">
          {products.map((product) => (
            <li key={product.itemNumber}>
              <Picture source={product.picture} size={48} />
              <bdi>{namedIn(language, product).name}</bdi>
              <Price minor={product.priceMinor} currency={currency} />
            </li>
          ))}
        </ul>
      )}
      <a className="button primary whole" href={`/s/${slug}`}>
        {say.enter}
      </a>
    </Hero>
  );
}

/** Nothing is on: what comes next is large, with its reminder. */
export function NextHero({ stream }: { stream: ListedStream }) {
  const say = useMessages(homeWords);
  const language = useLanguage();
  const { slug, scheduledAtMs } = stream;
  const { title } = titledIn(language, stream);
  const left = useServerTime((nowMs) =>
    nowMs < scheduledAtMs ? untilWords(scheduledAtMs - nowMs, language) : null,
  );
  return (
    <Hero
      stream={stream}
      picture={<Cover source={stream.cover} isEager />}
      state={<p className="hero-state soft">{say.next}</p>}
    >
      <p className="figures">
        {say.starts(dayAndTime(scheduledAtMs, language))}
        {left && <span className="soft"> · {left}</span>}
      </p>
      <div className="hero-acts">
        <Remind slug={slug} look="primary" words={say.remind} label={say.remindOf(title)} />
        <a className="button line whole" href={`/s/${slug}`}>
          {say.look}
        </a>
      </div>
    </Hero>
  );
}

/** What every large card has: its picture, how it stands, what the stream is called and who hosts it. */
function Hero({
  stream,
  picture,
  state,
  children,
}: {
  stream: ListedStream;
  picture: ReactNode;
  state: ReactNode;
  children: ReactNode;
}) {
  const { title, hostName } = titledIn(useLanguage(), stream);
  return (
    <section className="hero" aria-labelledby="hero-title">
      {picture}
      <div className="hero-words">
        {state}
        <h2 id="hero-title">
          <bdi>{title}</bdi>
        </h2>
        <p className="soft">
          <bdi>{hostName}</bdi>
        </p>
        {children}
      </div>
    </section>
  );
}
