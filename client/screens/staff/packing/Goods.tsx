import type { ContactView, PackGroup } from '../../../../shared/contract/packing.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { packingWords } from './words.ts';

/** Who a parcel goes to. */
export function Contact({ contact }: { contact: ContactView | null }) {
  const say = useMessages(packingWords);
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
export function Goods({ lines }: { lines: PackGroup['lines'] }) {
  const say = useMessages(packingWords);
  const language = useLanguage();
  return (
    <ul className="desk-goods">
      {lines.map((line) => (
        <li key={`${line.orderId} ${line.lineIndex}`}>
          <span className="desk-units figures">{line.units} ×</span>
          <bdi>{namedIn(language, line).name}</bdi>
          <span className="soft figures">{say.order(line.reference)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The same in one line: as much of it as its column has room for, all of it to who waits on it. */
export function GoodsLine({ lines }: { lines: PackGroup['lines'] }) {
  const say = useMessages(packingWords);
  const language = useLanguage();
  const words = lines.map((line) => say.claimOf(line.units, namedIn(language, line).name)).join(say.between);
  return <span title={words}>{words}</span>;
}
