import { Fragment } from 'react';
import type { AboutGood } from '../../../../../shared/contract/catalogue.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { momentOfItemPath } from '../../../../stores/replay/address.ts';
import { Icon } from '../../../../ui/Icon.tsx';
import { productWords } from './product-words.ts';

/** The replays in which a product was explained, the newest as a button; each opens at its moment, beside the stream. */
export function Explained({ explained }: { explained: NonNullable<AboutGood['explained']> }) {
  const say = useMessages(productWords);
  const language = useLanguage();
  const dayOf = (atMs: number) =>
    new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' }).format(atMs);
  const [newest, ...earlier] = explained;
  if (!newest) return null;
  return (
    <div className="explained">
      <a
        className="button line"
        href={momentOfItemPath(newest.slug, newest.itemNumber)}
        target="_blank"
        rel="noopener"
      >
        <Icon name="play" size={16} />
        {say.explained(dayOf(newest.startedAtMs))}
      </a>
      {earlier.length > 0 && (
        <p className="soft small">
          {say.explainedAlso}
          {earlier.map(({ slug, itemNumber, startedAtMs }, index) => (
            <Fragment key={slug}>
              {index > 0 && ' · '}
              <a href={momentOfItemPath(slug, itemNumber)} target="_blank" rel="noopener">
                {dayOf(startedAtMs)}
              </a>
            </Fragment>
          ))}
        </p>
      )}
    </div>
  );
}
