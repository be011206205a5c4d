import { useState } from 'react';
import type { ProducerProfile } from '../../../shared/contract/producer-profile.ts';
import { useMessages } from '../../i18n/language.ts';
import { licenceWords } from '../../i18n/licence-words.ts';
import { part } from '../../ui/part.tsx';
import './licence.css';

const PhotoViewer = part(() =>
  import('./viewer/product/PhotoViewer.tsx').then((module) => module.PhotoViewer),
);

/** A producer's licence (B10): on whose name it is, its number, and its picture, which a tap opens where one stands. */
export function LicenceLine({ licence }: { licence: NonNullable<ProducerProfile['licence']> }) {
  const say = useMessages(licenceWords);
  const [isOpen, setOpen] = useState(false);
  const { holder, number, picture } = licence;
  return (
    <span className="soft small licence-line">
      <bdi>{say.licence([holder, number].filter(Boolean).join(' · '))}</bdi>{' '}
      {picture && (
        <button type="button" onPointerDown={PhotoViewer.fetch} onClick={() => setOpen(true)}>
          {say.show}
        </button>
      )}
      {isOpen && picture && (
        <PhotoViewer name={say.photo} pictures={[picture]} first={0} onClose={() => setOpen(false)} />
      )}
    </span>
  );
}
