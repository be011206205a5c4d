import { useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { type Delivery, draftOf, keepDraft } from '../../stores/checkout-draft.ts';
import { checkoutWords } from './checkout-words.ts';
import { type DeliveryFaults, type DeliveryField, faultsOf } from './DeliveryFields.tsx';

/** What is typed of where an order goes: kept over a reload, judged at the tap, and a fault goes as soon as it is mended. */
export function useDelivery(slug: string) {
  const say = useMessages(checkoutWords);
  const [typed, setTyped] = useState<Delivery>(() => {
    const { name, phone, address, country } = draftOf(slug);
    return { name, phone, address, country };
  });
  const [shown, setShown] = useState<{ faults: DeliveryFaults; attempt: number }>({ faults: {}, attempt: 0 });
  const show = (faults: DeliveryFaults) => setShown(({ attempt }) => ({ faults, attempt: attempt + 1 }));
  return {
    typed,
    ...shown,
    change(part: keyof Delivery, text: string) {
      const now = { ...typed, [part]: text };
      setTyped(now);
      keepDraft(slug, { [part]: text });
      if (part === 'country') return;
      const still = faultsOf(now, say)[part];
      setShown((before) =>
        still !== undefined || before.faults[part] === undefined
          ? before
          : { ...before, faults: { ...before.faults, [part]: undefined } },
      );
    },
    /** What was typed is with the market now, or not wanted: a reload does not bring it back. */
    forget: () => keepDraft(slug, { name: '', phone: '', address: '', country: '' }),
    /** @returns true if nothing stands in the way; else the first fault is in view */
    isReady(): boolean {
      const faults = faultsOf(typed, say);
      show(faults);
      return Object.keys(faults).length === 0;
    },
    /** Says a fault that the server found. */
    refuse: (field: DeliveryField, fault: string) => show({ [field]: fault }),
  };
}
