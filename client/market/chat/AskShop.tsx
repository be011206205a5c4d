import { useStore } from 'zustand';
import { useMessages } from '../../i18n/language.ts';
import { createShopStore } from '../../stores/shop-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { ContactSentence } from '../../ui/ContactSentence.tsx';
import { chatWords } from './viewer-words.ts';

/** Whom to ask who may write no more: the shop's complaint phone, else its contact (B6). Nothing, where nobody said either. */
export function AskShop() {
  const say = useMessages(chatWords);
  const { value } = useStore(useOwnStore(createShopStore).store);
  const contact = value?.about.complaintPhone || value?.about.contact;
  if (!contact) return null;
  return (
    <>
      {' '}
      <ContactSentence sentence={say.askShop(contact)} contact={contact} />
    </>
  );
}
