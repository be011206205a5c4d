import { useStore } from 'zustand';
import type { ShopAbout } from '../../../../shared/contract/shop.ts';
import { shopNameIn } from '../../../../shared/values/names.ts';
import { policiesOf } from '../../../../shared/values/shop-policies.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { shopAboutWords } from '../../../i18n/shop-about.ts';
import { createShopStore, policyIn } from '../../../stores/shop-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { useFirstViewGone } from '../../../ui/first-view.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { UnbrokenNumbers } from '../../../ui/UnbrokenNumbers.tsx';
import { DemoChip } from '../../DemoChip.tsx';
import { PageHead } from '../../PageHead.tsx';
import './about.css';

const LICENCES = ['business', 'food', 'website'] as const;

/** Who sells, with licences, contact and policies, in the reader's language where it was said in it (B6). */
export function AboutScreen() {
  const say = useMessages(shopAboutWords);
  const language = useLanguage();
  const shop = useOwnStore(createShopStore);
  const { value, reason } = useStore(shop.store);
  useFirstViewGone(value !== null || reason !== null);
  return (
    <main className="page about-shop">
      <PageHead title={say.title} isForBuyers />
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
          {policiesOf(value.about).map((policy) => {
            const { text, lang } = policyIn(language, value.about.policies[policy]);
            const isNamed = policy === location.hash.slice(1);
            return (
              <section
                key={policy}
                id={policy}
                className={isNamed ? 'named' : undefined}
                ref={isNamed ? show : undefined}
              >
                <h2>{say.policies[policy]}</h2>
                <p className="about-policy" lang={lang}>
                  {text}
                </p>
              </section>
            );
          })}
        </>
      )}
      <DemoChip />
    </main>
  );
}

/** The policy that an address names stands at the top at once, and is marked: it comes after the browser has looked for it. */
function show(section: HTMLElement | null): void {
  section?.scrollIntoView();
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
              <bdi>
                <UnbrokenNumbers text={value} />
              </bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
