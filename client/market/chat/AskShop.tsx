import { useStore } from 'zustand';
import { useMessages } from '../../i18n/language.ts';
import { createShopStore } from '../../stores/shop-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { chatWords } from './viewer-words.ts';

/** Whom to ask who may write no more: the shop's complaint phone, else its contact (B6). Nothing, where nobody said either. */
export function AskShop() {
  const say = useMessages(chatWords);
  const { value } = useStore(useOwnStore(createShopStore).store);
  const { complaintPhone = '', contact = '' } = value?.about ?? {};
  const digits = complaintPhone.replace(/[^+\d]/g, '');
  if (digits === '' && contact === '') return null;
  return (
    <>
      {' '}
      {say.askShop} {digits === '' ? <bdi>{contact}</bdi> : <a href={`tel:${digits}`}>{complaintPhone}</a>}
    </>
  );
}
