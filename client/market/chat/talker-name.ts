import type { ChatName } from '../../../shared/market/chat/contract.ts';
import { givenName } from '../../../shared/market/chat/given-name.ts';
import type { Language } from '../../i18n/language.ts';

/** What somebody is called, for a reader of this language: a name of their own, or one of the market's. */
export const nameIn = (name: ChatName, language: Language): string =>
  typeof name === 'number' ? givenName(name, language) : name;
