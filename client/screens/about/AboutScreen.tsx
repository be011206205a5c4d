import { useStore } from 'zustand';
import type { ShopAbout, ShopPolicy } from '../../../shared/contract/shop.ts';
import { shopNameIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { shopAboutWords } from '../../i18n/shop-about.ts';
import { createShopStore } from '../../stores/shop-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHead } from '../PageHead.tsx';
import './about.css';

const LICENCES = ['business', 'food', 'website'] as const;
const POLICIES = ['shipping', 'returns', 'privacy'] as const satisfies readonly ShopPolicy[];

/** Who sells, with licences, contact and policies, in the reader's language where it was said in it (B6). */
export function AboutScreen() {
  const say = useMessages(shopAboutWords);
  const language = useLanguage();
  const shop = useOwnStore(createShopStore);
  const { value, reason } = useStore(shop.store);
  const inOrder = language === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const);
  return (
    <main className="page about-shop">
      <PageHead title={say.title} />
      {!value && !reason && <Bones count={4} />}
      {!value && reason && (
        <Notice tone="fault">
          <p>{say.unreachable}</p>
          <Button look="line" onClick={() => void shop.reload()}>
            {say.tryAgain}
          </Button>
        </Notice>
      )}
      {value?.version === 0 && <Empty says={say.nothing} />}
      {value && value.version > 0 && (
        <>
          <Facts about={value.about} />
          {POLICIES.map((policy) => {
            const texts = value.about.policies[policy];
            const told = inOrder.find((each) => texts[each] !== '');
            return told === undefined ? null : (
              <section key={policy}>
                <h2>{say.policies[policy]}</h2>
                <p className="about-policy" lang={told === 'zh' ? 'zh-CN' : 'en'}>
                  {texts[told]}
                </p>
              </section>
            );
          })}
        </>
      )}
    </main>
  );
}

function Facts({ about }: { about: ShopAbout }) {
  const language = useLanguage();
  const { contact, complaintPhone, licences } = about;
  const say = useMessages(shopAboutWords);
  const rows = [
    [say.contact, contact],
    [say.complaints, complaintPhone],
    ...LICENCES.map((licence) => [say.licences[licence], licences[licence]] as const),
  ].filter(([, value]) => value !== '');
  return (
    <>
      <p className="about-name">{shopNameIn(language, about)}</p>
      <dl className="about-facts">
        {rows.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
