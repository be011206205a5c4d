import { useStore } from 'zustand';
import { useLanguage } from '../../i18n/language.ts';
import type { PackingStore } from '../../stores/packing-store.ts';
import { afterSaleSentence } from '../../ui/after-sale-sentences.ts';
import { fieldSentence } from '../../ui/field-sentence.ts';
import { Notice } from '../../ui/Notice.tsx';
import { rareSentence } from '../../ui/rare-sentences.ts';
import { sentenceFor } from '../../ui/sentences.ts';
import { useWording } from '../../ui/wording.ts';

/** The last no about a thing of the desk, in a sentence. */
export function PackingFault({ desk, name }: { desk: PackingStore; name: string }) {
  const language = useLanguage();
  const wording = useWording('CNY');
  const fault = useStore(desk.store, (state) => state.faults[name]);
  if (!fault) return null;
  return (
    <Notice tone="fault">
      {fieldSentence(fault, language, wording) ??
        afterSaleSentence(fault, language, wording) ??
        rareSentence(fault, language, wording) ??
        sentenceFor(fault, language, wording)}
    </Notice>
  );
}
