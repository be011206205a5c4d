import { useStore } from 'zustand';
import type { PublicProducer } from '../../../../shared/contract/producer-profile.ts';
import { originIn, producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createPublicProducerStore } from '../../../stores/producer-profiles-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useFirstViewGone } from '../../../ui/first-view.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../PageHead.tsx';
import { LicenceLine } from '../LicenceLine.tsx';
import { ShopFoot } from '../ShopFoot.tsx';
import { ProfileProducts } from './ProfileProducts.tsx';
import { ProfileStreams } from './ProfileStreams.tsx';
import { profileWords } from './words.ts';
import './profile.css';

/** Who makes it (B10): a producer's portrait, place, words, products and streams, as far as the shop knows them. */
export function ProfileScreen({ slug: producerId = '' }: { slug?: string }) {
  const say = useMessages(profileWords);
  const asked = useOwnStore((world) => createPublicProducerStore(producerId, world));
  const { value, reason } = useStore(asked.store);
  useFirstViewGone(value !== null || reason !== null);
  const isMissing = !value && reason?.code === 'NOT_FOUND';
  return (
    <main className="page profile" aria-busy={!value && !reason}>
      <PageHead title={isMissing ? say.missing : say.title} isForBuyers />
      {!value && !reason && <Bones count={4} />}
      {isMissing && (
        <div className="stack">
          <p>{say.missingText}</p>
          <a className="button primary" href="/">
            {say.home}
          </a>
        </div>
      )}
      {!value && reason && !isMissing && (
        <Notice tone="fault">
          <p>{say.unreachable}</p>
          <Button look="line" onClick={() => void asked.reload()}>
            {say.tryAgain}
          </Button>
        </Notice>
      )}
      {value && (
        <>
          <Introduction producer={value} />
          <ProfileProducts producer={value} />
          <ProfileStreams streams={value.streams} />
          <ShopFoot />
        </>
      )}
    </main>
  );
}

function Introduction({ producer }: { producer: PublicProducer }) {
  const say = useMessages(profileWords);
  const language = useLanguage();
  const { portrait, words, wordsEn, licence } = producer.profile;
  const said = (language === 'en' && wordsEn) || words || wordsEn;
  const name = producerIn(language, producer);
  const places = producer.places.map((place) => originIn(language, place)).join(' · ');
  return (
    <div className="profile-top">
      {portrait !== '' && <img className="profile-face" src={portrait} alt={say.portraitOf(name)} />}
      <div>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        {places !== '' && <p className="soft">{say.places(places)}</p>}
      </div>
      {said === '' ? (
        <p className="soft">{say.unsaid}</p>
      ) : (
        <p className="profile-words">
          <bdi>{said}</bdi>
        </p>
      )}
      {licence && (
        <p>
          <LicenceLine licence={licence} />
        </p>
      )}
    </div>
  );
}
