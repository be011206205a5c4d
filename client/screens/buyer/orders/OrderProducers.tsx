import { Fragment } from 'react';
import { useStore } from 'zustand';
import { producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createStreamProducersStore } from '../../../stores/producer-profiles-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { orderWords } from './words.ts';

/** Who makes what was ordered, each leading to their page (B10). Its line is as high before they are known. */
export function OrderProducers({ slug, lines }: { slug: string; lines: readonly { itemNumber: number }[] }) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const { value } = useStore(useOwnStore((world) => createStreamProducersStore(slug, world)).store);
  const theirs = value?.producers.filter(({ items }) =>
    lines.some(({ itemNumber }) => items.includes(itemNumber)),
  );
  return (
    <p className="soft">
      {theirs && theirs.length > 0 ? `${say.madeBy} ` : '\u00a0'}
      {theirs?.map((producer, index) => (
        <Fragment key={producer.producerId}>
          {index > 0 && ' · '}
          <a href={`/p/${producer.producerId}`}>
            <bdi>{producerIn(language, producer)}</bdi>
          </a>
        </Fragment>
      ))}
    </p>
  );
}
