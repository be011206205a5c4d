import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { BuyerContacts as Contacts } from '../../../../shared/contract/office-buyers.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import './buyers.css';

/** Who it is, opened by one tap. Nothing keeps what was read once the page is left: the next look is a look of its own. */
export function BuyerContacts({ buyerId }: { buyerId: string }) {
  const say = useMessages(officeBuyersWords);
  const sentence = useHostSentence('CNY');
  const { http } = useWorld();
  const [contacts, setContacts] = useState<Contacts['contacts'] | null>(null);
  const [reason, setReason] = useState<Reason | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function open() {
    setBusy(true);
    setReason(null);
    const answer = await http.call('buyerContacts', { params: { buyerId } });
    setBusy(false);
    if (answer.ok) setContacts(answer.value.contacts);
    else setReason(answer.refusal);
  }
  return (
    <section className="order-block buyer-contacts">
      <h2>{say.contacts}</h2>
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {contacts?.length === 0 && <p className="soft">{say.noContacts}</p>}
      {contacts && contacts.length > 0 && (
        <ul className="order-rows">
          {contacts.map(({ name, phone, address }) => (
            <li key={`${name} ${phone} ${address}`}>
              <p>
                <b>
                  <bdi>{name}</bdi>
                </b>{' '}
                <span className="figures">{phone}</span>
              </p>
              <p>
                <bdi>{address}</bdi>
              </p>
            </li>
          ))}
        </ul>
      )}
      <p className="buyer-look">
        {contacts === null ? (
          <Button look="line" busy={isBusy} onClick={() => void open()}>
            {say.show}
          </Button>
        ) : (
          <Button look="line" onClick={() => setContacts(null)}>
            {say.hide}
          </Button>
        )}
        <span className="soft small">{say.looked}</span>
      </p>
      <p className="soft small">{say.notBuilt}</p>
    </section>
  );
}
