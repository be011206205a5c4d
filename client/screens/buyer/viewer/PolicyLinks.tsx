import { useStore } from 'zustand';
import { policiesOf } from '../../../../shared/values/shop-policies.ts';
import { useMessages } from '../../../i18n/language.ts';
import { shopAboutWords } from '../../../i18n/shop-about.ts';
import { createShopStore } from '../../../stores/shop-store.ts';
import { useOwnStore } from '../../../stores/world.ts';

/**
 * The shop's policies, one link each, beside the tap that orders (B6). They open beside the stream, which goes on. Nothing,
 * where the shop has said none.
 */
export function PolicyLinks() {
  const say = useMessages(shopAboutWords);
  const { value } = useStore(useOwnStore(createShopStore).store);
  const told = value ? policiesOf(value.about) : [];
  if (told.length === 0) return null;
  return (
    <nav className="policy-links" aria-label={say.policiesOf}>
      {told.map((policy) => (
        <a key={policy} href={`/about#${policy}`} target="_blank" rel="noopener">
          {say.policies[policy]}
        </a>
      ))}
    </nav>
  );
}
