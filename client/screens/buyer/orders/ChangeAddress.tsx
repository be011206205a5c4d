import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { AddressView } from '../../../../shared/market/account/contract.ts';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import type { OrderStore } from '../../../stores/order-store.ts';
import { createShopStore } from '../../../stores/shop-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useWording } from '../../../ui/wording.ts';
import { DeliveryFields } from '../viewer/DeliveryFields.tsx';
import { isAboutPlace } from '../viewer/is-about-place.ts';
import { useDelivery } from '../viewer/use-delivery.ts';
import { changeWords } from './change-words.ts';
import '../viewer/checkout.css';

/** Where an order goes instead (O10): an address that is kept already, by one tap, or another one in the fields of the checkout, which begin with the one it has. */
export function ChangeAddress({
  store,
  mine,
  kept,
  onClose,
  onChanged,
}: {
  store: OrderStore;
  mine: MyOrder;
  /** The buyer's other addresses at home. */
  kept: readonly AddressView[];
  onClose(): void;
  /** It goes elsewhere now. */
  onChanged(): void;
}) {
  const say = useMessages(changeWords);
  const language = useLanguage();
  const wording = useWording(mine.currency);
  const home = useStore(useOwnStore(createShopStore).store, ({ value }) => value?.home ?? null);
  const [isForm, setForm] = useState(kept.length === 0);
  const [fault, setFault] = useState<Reason | null>(null);
  const busy = useStore(store.store, (state) => state.isMoving);
  // What is typed here is not the checkout's draft.
  const { sendTo } = mine;
  const delivery = useDelivery(null, home, isForm, sendTo);

  const done = (refusal: Reason | null, isTyped: boolean) => {
    if (refusal === null) return onChanged();
    // What is wrong with what was typed is said where it is mended.
    if (isTyped && isAboutPlace(refusal)) return delivery.refusePlace(sentenceOf(refusal, language, wording));
    if (isTyped && refusal.code === 'BAD_REQUEST' && delivery.refuse(refusal.field ?? '')) return;
    setFault(refusal);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const contact = delivery.ready();
    setFault(null);
    if (contact) done(await store.moveTo(contact), true);
  };
  return (
    <Sheet title={say.title} onClose={onClose}>
      <div className="stack">
        <p className="soft">{say.hint}</p>
        {fault && <Notice tone="fault">{sentenceOf(fault, language, wording)}</Notice>}
        {kept.map((address) => (
          <Button
            key={address.addressId}
            look="line"
            wide
            busy={busy}
            onClick={() => {
              setFault(null);
              void store.moveTo(address).then((refusal) => done(refusal, false));
            }}
          >
            <span className="known-address">
              <b>{say.toKept}</b>
              <bdi>{say.kept(address.name, address.phoneEnd)}</bdi>
              <bdi>{address.address}</bdi>
            </span>
          </Button>
        ))}
        {isForm ? (
          <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
            <DeliveryFields
              controls={delivery.controls}
              countries={null}
              {...(sendTo && { phoneEnd: sendTo.phoneEnd })}
            />
            <Button look="primary" wide type="submit" busy={busy}>
              {say.send}
            </Button>
          </form>
        ) : (
          <Button look="quiet" wide onClick={() => setForm(true)}>
            {say.another}
          </Button>
        )}
      </div>
    </Sheet>
  );
}
