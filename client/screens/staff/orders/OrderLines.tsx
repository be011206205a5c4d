import type { OfficeOrder } from '../../../../shared/contract/office-orders.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { shopShipsWords } from '../../../i18n/shop-ships.ts';
import { dayOf } from '../../../ui/money-days.ts';
import { Pill } from '../../../ui/Pill.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { Table } from '../../../ui/Table.tsx';
import { ordersAddress } from './orders-address.ts';

/** What was ordered, at which price, and what became of each line. */
export function OrderLines({ order }: { order: OfficeOrder }) {
  const say = useMessages(officeOrdersWords);
  return (
    <section className="order-block">
      <h2>{say.lines}</h2>
      <Table label={say.lines} className="bought-lines">
        <thead>
          <tr>
            <th scope="col">{say.product}</th>
            <th scope="col">{say.units}</th>
            <th scope="col">{say.unitPrice}</th>
            <th scope="col">{say.paid}</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <Line key={line.lineIndex} line={line} order={order} />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Line({ line, order }: { line: OfficeOrder['lines'][number]; order: OfficeOrder }) {
  const say = useMessages(officeOrdersWords);
  const sayShips = useMessages(shopShipsWords);
  const language = useLanguage();
  const money = useMoney(order.currency);
  const { itemNumber, name, nameEn, units, unitPriceMinor, price, payMinor, unitsToPack, shipBy } = line;
  const { refundedMinor: backMinor = 0 } = line;
  // Of this the products are the sum; what vouchers and bundles take off it stands once, below.
  const fullMinor = units * unitPriceMinor;
  const backUnits = line.cancelledUnits + line.refundedUnits;
  const isOpen = order.status === 'PAID' && unitsToPack > 0;
  // Packing begins once the stream is over: before that nothing of it waits for a packer.
  const isOver = order.stream.status === 'ENDED' || order.stream.status === 'CLOSED';
  const lastDay = shipBy && dayOf(Date.parse(`${shipBy}T00:00:00Z`), language, 'UTC');
  return (
    <tr>
      <th scope="row">
        <a href={ordersAddress({ stream: order.stream.slug, item: itemNumber })}>
          <span className="figures">#{itemNumber}</span> <bdi>{(language === 'en' && nameEn) || name}</bdi>
        </a>
        <span className="order-line-notes soft small">
          {isOpen && <span>{(isOver ? say.toPack : say.toPackLater)(unitsToPack)}</span>}
          {line.isLate && lastDay ? (
            <Pill tone="attention" icon="attention">
              {sayShips.late(lastDay)}
            </Pill>
          ) : (
            isOpen && lastDay && <span>{say.shipBy(lastDay)}</span>
          )}
          {payMinor !== fullMinor && <span>{say.withDiscounts(money(payMinor))}</span>}
          {(backMinor > 0 || backUnits > 0) && (
            <span>{say.backOf(backUnits, backMinor > 0 ? money(backMinor) : null)}</span>
          )}
        </span>
      </th>
      <td>{units}</td>
      <td>
        {money(unitPriceMinor)}
        {price === 'flash' && <span className="soft small"> {say.flash}</span>}
      </td>
      <td>{money(fullMinor)}</td>
    </tr>
  );
}
