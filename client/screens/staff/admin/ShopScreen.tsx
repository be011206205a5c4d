import { useState } from 'react';
import { useStore } from 'zustand';
import type { AboutShopView, ShopAbout, ShopPolicy } from '../../../../shared/contract/shop.ts';
import { SHOP_BOUNDS } from '../../../../shared/values/shop-bounds.ts';
import { POLICIES } from '../../../../shared/values/shop-policies.ts';
import { useMessages } from '../../../i18n/language.ts';
import { shopAboutWords } from '../../../i18n/shop-about.ts';
import { shopFormWords } from '../../../i18n/shop-form.ts';
import { createShopOfficeStore } from '../../../stores/shop-office-store.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { ChangedBy } from '../../../ui/ChangedBy.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { useSubmit } from '../console/use-submit.ts';
import { OfficePage } from './OfficePage.tsx';
import '../console/console.css';
import './admin.css';

/** Where an operator says who sells, and on what terms (B6). */
export function ShopScreen() {
  return (
    <StaffOnly>
      <Shop />
    </StaffOnly>
  );
}

function Shop() {
  const say = useMessages(shopFormWords);
  const shop = useOwnStore(createShopOfficeStore);
  const { value, reason } = useStore(shop.store);
  const { me } = useWorld();
  const isOperator = useStore(me.store, (state) => state.me?.staff?.role === 'operator');
  return (
    <OfficePage words={say} isThere={value !== null} reason={reason}>
      {value && !isOperator && <Notice>{say.notYours}</Notice>}
      {value && isOperator && <ShopForm view={value} onSave={shop.describe} />}
    </OfficePage>
  );
}

type Part = 'name' | 'nameEn' | 'contact' | 'complaintPhone';

function ShopForm({
  view,
  onSave,
}: {
  view: AboutShopView;
  onSave: ReturnType<typeof createShopOfficeStore>['describe'];
}) {
  const say = useMessages(shopFormWords);
  const words = useMessages(shopAboutWords);
  const sentence = useHostSentence('CNY');
  const [about, setAbout] = useState(view.about);
  const [isSaved, setSaved] = useState(false);
  const change = (changes: Partial<ShopAbout>) => {
    setSaved(false);
    setAbout({ ...about, ...changes });
  };
  const form = useSubmit(true, async () => {
    const refusal = await onSave(view.version, about);
    setSaved(refusal === null);
    return refusal;
  });
  const text = (part: Part, max: number, hint?: string) => (
    <Field
      label={say[part]}
      hint={hint}
      maxLength={max}
      value={about[part]}
      onChange={(event) => change({ [part]: event.target.value })}
    />
  );
  const licence = (kind: keyof ShopAbout['licences'], hint: string) => (
    <Field
      label={words.licences[kind]}
      hint={hint}
      maxLength={SHOP_BOUNDS.maxLicence}
      autoComplete="off"
      value={about.licences[kind]}
      onChange={(event) => change({ licences: { ...about.licences, [kind]: event.target.value } })}
    />
  );
  const policy = (which: ShopPolicy, language: 'zh' | 'en') => (
    <TextField
      label={`${words.policies[which]} · ${language === 'zh' ? say.inZh : say.inEn}`}
      lang={language === 'zh' ? 'zh-CN' : 'en'}
      rows={4}
      maxLength={SHOP_BOUNDS.maxPolicy}
      value={about.policies[which][language]}
      onChange={(event) =>
        change({
          policies: {
            ...about.policies,
            [which]: { ...about.policies[which], [language]: event.target.value },
          },
        })
      }
    />
  );
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      {text('name', SHOP_BOUNDS.maxName, say.nameHint)}
      {text('nameEn', SHOP_BOUNDS.maxName)}
      {text('contact', SHOP_BOUNDS.maxContact, say.contactHint)}
      {text('complaintPhone', SHOP_BOUNDS.maxPhone)}
      <h2>{say.licences}</h2>
      {licence('business', say.businessHint)}
      {licence('food', say.foodHint)}
      {licence('website', say.websiteHint)}
      <h2>{say.policies}</h2>
      {POLICIES.map((which) => (
        <div key={which} className="form-pair">
          {policy(which, 'zh')}
          {policy(which, 'en')}
        </div>
      ))}
      {form.reason && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {form.reason.code === 'STALE_VERSION' ? say.changed : sentence(form.reason)}
        </Notice>
      )}
      {isSaved && <Notice tone="done">{say.saved}</Notice>}
      <ChangedBy changed={view.changed} />
      <Button look="primary" wide type="submit" busy={form.isBusy}>
        {say.save}
      </Button>
      <a className="button line wide" href="/about">
        {say.see}
      </a>
    </form>
  );
}
