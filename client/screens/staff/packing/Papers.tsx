import type { PackingParcel } from '../../../../shared/contract/packing.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import type { PackingStore } from '../../../stores/packing-store.ts';
import { packingWords } from './words.ts';

/** Labels and packing slips of some parcels, as PDF in a page of their own. */
export function Papers({ desk, parcels }: { desk: PackingStore; parcels: readonly PackingParcel[] }) {
  const say = useMessages(packingWords);
  const language = useLanguage() === 'en' ? 'en' : 'zh';
  return (
    <div className="desk-acts">
      {(['labels', 'slips'] as const).map((kind) => (
        <a
          key={kind}
          className="button line"
          href={desk.papers(kind, parcels, language)}
          target="_blank"
          rel="noopener"
        >
          {parcels.length === 1 ? say[kind] : say.papersOf(say[kind], parcels.length)}
        </a>
      ))}
    </div>
  );
}
