import { useMessages } from '../../../i18n/language.ts';
import { cartWords } from './cart-words.ts';

/** Where sending is in the price, the products are all that is paid. */
export function PlainSums({ goods }: { goods: string }) {
  const say = useMessages(cartWords);
  return (
    <dl className="sums figures">
      <div>
        <dt>{say.subtotal}</dt>
        <dd>{goods}</dd>
      </div>
      <div>
        <dt>{say.shipping}</dt>
        <dd>{say.free}</dd>
      </div>
      <div className="sum">
        <dt>{say.total}</dt>
        <dd>{goods}</dd>
      </div>
    </dl>
  );
}
