import { useStore } from 'zustand';
import { shopNameIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { shopAboutWords } from '../../i18n/shop-about.ts';
import { createShopStore } from '../../stores/shop-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { UnbrokenNumbers } from '../../ui/UnbrokenNumbers.tsx';
import { DemoChip } from '../DemoChip.tsx';
import './shop-foot.css';

/** Who sells, in the foot of what buyers read (B6), with the way to licences and policies. Nothing, where nobody said it. */
export function ShopFoot() {
  const say = useMessages(shopAboutWords);
  const language = useLanguage();
  const { value } = useStore(useOwnStore(createShopStore).store);
  if (!value || value.version === 0) return null;
  const { contact, licences } = value.about;
  const name = shopNameIn(language, value.about);
  return (
    <div className="shop-foot">
      {name !== '' && <span>{say.soldBy(name)}</span>}
      {contact !== '' && (
        <bdi>
          <UnbrokenNumbers text={contact} />
        </bdi>
      )}
      <a href="/about">{say.more}</a>
      <a href="/orders/find">{say.findOrder}</a>
      {licences.website !== '' && <bdi>{licences.website}</bdi>}
      <DemoChip />
    </div>
  );
}
