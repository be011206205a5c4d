import { Fragment } from 'react';
import { useStore } from 'zustand';
import { createStreamProducersStore } from '../../../stores/producer-profiles-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { useViewer } from './viewer-stores.ts';

/** Who makes these products, each name once; as soon as it is known where, it leads to the producer, beside the stream. */
export function ProducerNames({ of }: { of: readonly { itemNumber: number; producer: string }[] }) {
  const { slug } = useViewer();
  const { value } = useStore(useOwnStore((world) => createStreamProducersStore(slug, world)).store);
  const first = new Map(of.map((each) => [each.producer, each.itemNumber]));
  return [...first].map(([producer, itemNumber], index) => {
    const known = value?.producers.find(({ items }) => items.includes(itemNumber));
    const name = <bdi>{producer}</bdi>;
    return (
      <Fragment key={producer}>
        {index > 0 && ' · '}
        {known ? (
          <a href={`/p/${known.producerId}`} target="_blank" rel="noopener">
            {name}
          </a>
        ) : (
          name
        )}
      </Fragment>
    );
  });
}
