import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { createShopStore } from '../../../stores/shop-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { UnbrokenNumbers } from '../../../ui/UnbrokenNumbers.tsx';
import { orderWords } from './words.ts';

/** Whom to call about an order: the shop's complaint phone, else its contact (B6), as high before it is known. Nothing was said of either → the foot says who sells. */
export function CallShop() {
  const say = useMessages(orderWords);
  const { value } = useStore(useOwnStore(createShopStore).store);
  const { complaintPhone = '', contact = '' } = value?.about ?? {};
  const digits = complaintPhone.replace(/[^+\d]/g, '');
  return (
    <p className="call-shop">
      {digits !== '' && (
        <a href={`tel:${digits}`}>
          {say.callComplaints} <bdi className="unbroken">{complaintPhone}</bdi>
        </a>
      )}
      {digits === '' && contact !== '' && (
        <span>
          {say.callShop}{' '}
          <bdi>
            <UnbrokenNumbers text={contact} />
          </bdi>
        </span>
      )}
    </p>
  );
}
