import { useStore } from 'zustand';
import type { AboutShopView } from '../../../../shared/contract/shop.ts';
import { useMessages } from '../../../i18n/language.ts';
import { shopFormWords } from '../../../i18n/shop-form.ts';
import { createShopOfficeStore } from '../../../stores/shop-office-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Notice } from '../../../ui/Notice.tsx';

type Missing = keyof (typeof shopFormWords)['en']['missing'];

/** What buyers cannot read yet of who sells (B6), before a stream is made. Nothing, once all of it is there. */
export function ShopReminder({ isOperator }: { isOperator: boolean }) {
  const say = useMessages(shopFormWords);
  const { value } = useStore(useOwnStore(createShopOfficeStore).store);
  const missing = value ? missingIn(value) : [];
  if (missing.length === 0) return null;
  return (
    <Notice>
      <p>{say.remind(missing.map((each) => say.missing[each]).join(say.and))}</p>
      {isOperator ? (
        <a className="button line" href="/admin/shop">
          {say.add}
        </a>
      ) : (
        <p className="soft">{say.ask}</p>
      )}
    </Notice>
  );
}

function missingIn({ about }: AboutShopView): Missing[] {
  const { name, nameEn, licences, contact, complaintPhone, policies } = about;
  const isSaid = {
    name: (name || nameEn) !== '',
    licences: (licences.business || licences.food || licences.website) !== '',
    contact: contact !== '',
    complaintPhone: complaintPhone !== '',
    policies: Object.values(policies).every(({ zh, en }) => (zh || en) !== ''),
  } satisfies Record<Missing, boolean>;
  return (Object.keys(isSaid) as Missing[]).filter((each) => !isSaid[each]);
}
