import type { ContactView } from '../../../shared/contract/desk.ts';
import { useMessages } from '../../i18n/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import { deskWords } from './words.ts';

/** Who a parcel goes to. */
export function Contact({ contact }: { contact: ContactView | null }) {
  const say = useMessages(deskWords);
  if (!contact)
    return (
      <p className="fault-words">
        <Icon name="fault" size={14} />
        {say.noContact}
      </p>
    );
  return (
    <address>
      <strong>
        <bdi>{contact.name}</bdi>
      </strong>{' '}
      <span className="figures">{contact.phone}</span>
      <br />
      <bdi>{contact.address}</bdi>
    </address>
  );
}

/** What goes into a parcel: pieces first, that is what hands look for. */
export function Goods({
  lines,
}: {
  lines: readonly { orderId: string; lineIndex: number; number: string; name: string; units: number }[];
}) {
  const say = useMessages(deskWords);
  return (
    <ul className="desk-goods">
      {lines.map(({ orderId, lineIndex, number, name, units }) => (
        <li key={`${orderId} ${lineIndex}`}>
          <span className="desk-units figures">{units} ×</span>
          <bdi>{name}</bdi>
          <span className="soft figures">{say.order(number)}</span>
        </li>
      ))}
    </ul>
  );
}
