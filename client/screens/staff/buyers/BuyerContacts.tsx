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

/**
 * Who it is, opened by one tap. Nothing keeps what was read once the page is left: the next look is a look of its own.
 * @param order the reference of an order: where it goes to stands first
 */
export function BuyerContacts({ buyerId, order }: { buyerId: string; order?: string }) {
  const say = useMessages(officeBuyersWords);
  const sentence = useHostSentence('CNY');
  const { http } = useWorld();
  const [contacts, setContacts] = useState<Contacts | null>(null);
  const [reason, setReason] = useState<Reason | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function open() {
    setBusy(true);
    setReason(null);
    const answer = await http.call('buyerContacts', {
      params: { buyerId },
      query: order === undefined ? {} : { order },
    });
    setBusy(false);
    if (answer.ok) setContacts(answer.value);
    else setReason(answer.refusal);
  }
  return (
    <section className="order-block buyer-contacts">
      <h2>{say.contacts}</h2>
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {contacts && !contacts.sendsTo && contacts.contacts.length === 0 && (
        <p className="soft">{say.noContacts}</p>
      )}
      {contacts?.sendsTo && (
        <>
          <h3>{say.sendsTo}</h3>
          <ContactRows contacts={[contacts.sendsTo]} />
        </>
      )}
      {contacts && contacts.contacts.length > 0 && (
        <>
          {contacts.sendsTo && <h3>{say.otherContacts}</h3>}
          <ContactRows contacts={contacts.contacts} />
        </>
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

function ContactRows({ contacts }: Pick<Contacts, 'contacts'>) {
  return (
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
  );
}
