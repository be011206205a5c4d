import type { AboutGood } from '../../../../../shared/contract/catalogue.ts';
import { originIn } from '../../../../../shared/values/names.ts';
import { describedIn } from '../../../../../shared/values/product-details.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { returnWords } from '../../../../i18n/return-words.ts';
import { shopShipsWords } from '../../../../i18n/shop-ships.ts';
import { useMoney } from '../../../../ui/Price.tsx';
import { ReturnLine } from '../../../../ui/ReturnLine.tsx';
import { ShipDates } from '../../../../ui/ShipDates.tsx';
import { weight } from '../../../../ui/wording.ts';
import { useCurrency } from '../viewer-stores.ts';
import { MadeBy, SoldBy } from './MadeBy.tsx';
import { productWords } from './product-words.ts';

/** What a product tells: its description, where it comes from, who makes and sells it, what sending it costs, and what can be claimed (O6). */
export function ProductFacts({ about, producer }: { about: AboutGood; producer: string }) {
  const say = useMessages(productWords);
  const sayShips = useMessages(shopShipsWords);
  const sayReturns = useMessages(returnWords);
  const language = useLanguage();
  const description = describedIn(language, about);
  const rows: [string, string][] = [
    [say.origin, originIn(language, about)],
    [say.harvested, about.harvestedOn === '' ? '' : dayText(about.harvestedOn, language)],
    [say.batch, about.batch],
    [say.weight, weight(about.grams)],
  ];
  return (
    <>
      {description !== '' && (
        <p className="product-description">
          <bdi>{description}</bdi>
        </p>
      )}
      <dl className="product-facts">
        {about.ships && (
          <div>
            <dt>{sayShips.delivery}</dt>
            <dd>
              <ShipDates dates={about.ships} />
            </dd>
          </div>
        )}
        <MadeBy about={about} producer={producer} />
        {rows
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        <ShippingFact about={about} />
        <div>
          <dt>{sayReturns.title}</dt>
          <dd>
            <ReturnLine isPerishable={about.isPerishable} returns={about.returns} claimMs={about.claimMs} />
          </dd>
        </div>
        <SoldBy />
      </dl>
    </>
  );
}

function ShippingFact({ about }: { about: AboutGood }) {
  const say = useMessages(productWords);
  const money = useMoney(useCurrency());
  const origin = originIn(useLanguage(), about);
  const { oneMinor, twoMinor, freeFromMinor } = about.shipping;
  const more = twoMinor - oneMinor;
  return (
    <div>
      <dt>{say.shipping}</dt>
      <dd className="figures">
        {oneMinor === 0 ? (
          say.included
        ) : (
          <>
            {say.oneFee(money(oneMinor), origin)}
            {more > 0 ? say.nextFee(money(more)) : more === 0 && say.sameFee}
            {freeFromMinor !== null && <span>{say.freeFrom(money(freeFromMinor), origin)}</span>}
          </>
        )}
      </dd>
    </div>
  );
}

/** A day of the calendar, the same in every zone. */
function dayText(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
}
