import { useStore } from 'zustand';
import { shopNameIn } from '../../../shared/values/names.ts';
import { policiesOf } from '../../../shared/values/shop-policies.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { shopAboutWords } from '../../i18n/shop-about.ts';
import { createShopStore } from '../../stores/shop-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { UnbrokenNumbers } from '../../ui/UnbrokenNumbers.tsx';
import { DemoChip } from '../DemoChip.tsx';
import './shop-foot.css';

/**
 * Who sells, in the foot of what buyers read (B6): name, contact, complaints, licences and policies. Nothing, where nobody
 * said it.
 * @param without what stands above it already: the policies, or whom to complain to and the licences
 */
export function ShopFoot({ without }: { without?: 'policies' | 'licences' }) {
  const say = useMessages(shopAboutWords);
  const language = useLanguage();
  const { value } = useStore(useOwnStore(createShopStore).store);
  if (!value || value.version === 0) return null;
  const { contact, complaintPhone, licences } = value.about;
  const { website } = licences;
  const { business, food } = without === 'licences' ? { business: '', food: '' } : licences;
  const name = shopNameIn(language, value.about);
  return (
    <div className="shop-foot">
      {name !== '' && <span>{say.soldBy(name)}</span>}
      {contact !== '' && (
        <bdi>
          <UnbrokenNumbers text={contact} />
        </bdi>
      )}
      {without !== 'licences' && complaintPhone !== '' && (
        <span>
          {say.complaints}{' '}
          <bdi>
            <UnbrokenNumbers text={complaintPhone} />
          </bdi>
        </span>
      )}
      {business !== '' && (
        <span>
          {say.licences.business} <bdi>{business}</bdi>
        </span>
      )}
      {food !== '' && (
        <span>
          {say.licences.food} <bdi>{food}</bdi>
        </span>
      )}
      {website !== '' && <bdi>{website}</bdi>}
      {without !== 'policies' &&
        policiesOf(value.about).map((policy) => (
          <a key={policy} href={`/about#${policy}`}>
            {say.policies[policy]}
          </a>
        ))}
      <a href="/about">{say.more}</a>
      <a href="/orders/find">{say.findOrder}</a>
      <DemoChip />
    </div>
  );
}
