import type { ChatName } from '../../../shared/market/chat/contract.ts';
import { givenName } from '../../../shared/market/chat/given-name.ts';
import type { Language } from '../../i18n/language.ts';

/** What somebody is called, for a reader of this language: a name of their own, or one of the market's; of staff the second name, where they have one. */
export const nameIn = (name: ChatName, language: Language, nameEn?: string): string =>
  typeof name === 'number' ? givenName(name, language) : (language === 'en' && nameEn) || name;
