import { useStore } from 'zustand';
import type { AboutGood } from '../../../../../shared/contract/catalogue.ts';
import { shopNameIn } from '../../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { shopAboutWords } from '../../../../i18n/shop-about.ts';
import { createShopStore } from '../../../../stores/shop-store.ts';
import { useOwnStore } from '../../../../stores/world.ts';
import { UnbrokenNumbers } from '../../../../ui/UnbrokenNumbers.tsx';
import { LicenceLine } from '../../LicenceLine.tsx';
import { productWords } from './product-words.ts';

const LICENCES = ['business', 'food'] as const;

/** Who makes a product, with the licence that they named (B10), each leading to more of it. */
export function MadeBy({ about, producer }: { about: AboutGood; producer: string }) {
  const say = useMessages(productWords);
  const { producerId, portrait, licence } = about;
  return (
    <div>
      <dt>{say.producer}</dt>
      <dd className="made-by">
        {portrait && <img src={portrait} alt="" width={40} height={40} decoding="async" />}
        <span>
          {/* Beside the stream, which goes on. */}
          <a href={`/p/${producerId}`} target="_blank" rel="noopener">
            <bdi>{producer}</bdi>
          </a>
          {licence && <LicenceLine licence={licence} />}
        </span>
      </dd>
    </div>
  );
}

/** Who sells it, whom to ask, and the licences that the shop has (B6). Nothing, where nobody said it. */
export function SoldBy() {
  const say = useMessages(productWords);
  const sayShop = useMessages(shopAboutWords);
  const language = useLanguage();
  const { value } = useStore(useOwnStore(createShopStore).store);
  if (!value || value.version === 0) return null;
  const { contact, complaintPhone, licences } = value.about;
  const rows = [
    [sayShop.contact, contact],
    [sayShop.complaints, complaintPhone],
    ...LICENCES.map((licence) => [sayShop.licences[licence], licences[licence]] as const),
  ].filter(([, said]) => said !== '');
  const name = shopNameIn(language, value.about);
  if (name === '' && rows.length === 0) return null;
  return (
    <div>
      <dt>{say.seller}</dt>
      <dd>
        <a href="/about" target="_blank" rel="noopener">
          <bdi>{name || sayShop.more}</bdi>
        </a>
        {rows.map(([what, said]) => (
          <span key={what} className="soft small">
            {what}{' '}
            <bdi>
              <UnbrokenNumbers text={said} />
            </bdi>
          </span>
        ))}
      </dd>
    </div>
  );
}
