import { useStore } from 'zustand';
import { useLanguage } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import type { PackingStore } from '../../../stores/packing-store.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { useWording } from '../../../ui/wording.ts';

/** The last no about a thing of the desk, in a sentence. */
export function PackingFault({ desk, name }: { desk: PackingStore; name: string }) {
  const language = useLanguage();
  const wording = useWording('CNY');
  const fault = useStore(desk.store, (state) => state.faults[name]);
  if (!fault) return null;
  return <Notice tone="fault">{sentenceOf(fault, language, wording)}</Notice>;
}
