import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../shared/contract/answer.ts';
import { useMessages } from '../../i18n/language.ts';
import { DeliveryFields } from '../../screens/buyer/viewer/DeliveryFields.tsx';
import { useDelivery } from '../../screens/buyer/viewer/use-delivery.ts';
import { createIdempotentSender } from '../../stores/idempotent-sender.ts';
import { createShopStore } from '../../stores/shop-store.ts';
import { useOwnStore, useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { giveAddressWords } from './give-address-words.ts';
import { useRefundSentence } from './refund-sentence.ts';
import '../../screens/buyer/viewer/checkout.css';
import './refund.css';

/** Where an order goes instead (O10), in the fields of the checkout: what it does stands above the tap that does it. */
export function GiveAddressSheet({
  orderId,
  reference,
  currency,
  onDone,
  onClose,
}: {
  orderId: string;
  reference: string;
  currency: string;
  /** It goes elsewhere. */
  onDone(): void;
  onClose(): void;
}) {
  const say = useMessages(giveAddressWords);
  const sentence = useRefundSentence(currency);
  const { http, newKey } = useWorld();
  const home = useStore(useOwnStore(createShopStore).store, ({ value }) => value?.home ?? null);
  const [send] = useState(() => createIdempotentSender(newKey));
  const [refused, setRefused] = useState<Reason | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const delivery = useDelivery(null, home, true);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const contact = delivery.ready();
    setRefused(null);
    if (!contact || isBusy) return;
    const { country: _, phone = '', ...atHome } = contact;
    setBusy(true);
    const answer = await send({ orderId, phone, ...atHome }, (body) => http.call('giveAddress', { body }));
    setBusy(false);
    if (answer.ok) {
      setDone(true);
      return onDone();
    }
    const { refusal } = answer;
    if (refusal.code === 'BAD_REQUEST' && delivery.refuse(refusal.field ?? '')) return;
    setRefused(refusal);
  }
  const why = (reason: Reason): string => {
    if (reason.code === 'ADDRESS_FIXED') return say.fixed[reason.reason];
    if (reason.code === 'BUYER_LIMIT') return say.limit;
    return sentence(reason);
  };
  return (
    <Sheet title={say.title(reference)} onClose={onClose}>
      {isDone ? (
        <Notice tone="done">{say.done}</Notice>
      ) : (
        <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
          <section className="refund-effect">
            <h3>{say.effect}</h3>
            <ul className="stack">
              {say.effects.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </section>
          <DeliveryFields controls={delivery.controls} countries={null} />
          {refused && <Notice tone="fault">{why(refused)}</Notice>}
          <Button look="primary" wide type="submit" busy={isBusy}>
            {say.act}
          </Button>
        </form>
      )}
    </Sheet>
  );
}
