import { useStore } from 'zustand';
import { shopNameIn } from '../../../../shared/values/names.ts';
import { policiesOf } from '../../../../shared/values/shop-policies.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { shopAboutWords } from '../../../i18n/shop-about.ts';
import { createShopStore, policyIn } from '../../../stores/shop-store.ts';
import { useOwnStore } from '../../../stores/world.ts';

/** Who sells, how it is shipped and how it comes back, as the shop says it (B6); what nobody said is left out. */
export function OpeningTerms() {
  const say = useMessages(shopAboutWords);
  const language = useLanguage();
  const { value } = useStore(useOwnStore(createShopStore).store);
  if (!value || value.version === 0) return null;
  const name = shopNameIn(language, value.about);
  const terms = policiesOf(value.about).filter((each) => each !== 'privacy');
  return (
    <section className="opening-terms">
      {terms.map((each) => {
        const { text, lang } = policyIn(language, value.about.policies[each]);
        return (
          <div key={each}>
            <h2>{say.policies[each]}</h2>
            <p lang={lang}>{text}</p>
          </div>
        );
      })}
      <p>
        <a href="/about">{name === '' ? say.more : say.soldBy(name)}</a>
      </p>
    </section>
  );
}
