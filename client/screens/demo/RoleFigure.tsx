import type { DemoFigures, DemoRole } from '../../../shared/contract/demo.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { namedIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { figureWords } from './figure-words.ts';
import { ZONE } from './zone.ts';

/** What waits behind a role just now, as its screens say it. */
export function RoleFigure({ role, figures }: { role: DemoRole; figures: DemoFigures | null }) {
  // As high before it is known.
  return <span className="demo-figure figures">{figures && <Words role={role} figures={figures} />}</span>;
}

function Words({ role, figures }: { role: DemoRole; figures: DemoFigures }) {
  const say = useMessages(figureWords);
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, figures.currency, language);
  const day = (untilMs: number) =>
    // The end of a day is the first instant of the next.
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: ZONE }).format(untilMs - 1);
  const { shown, producer, due } = figures;
  const said: Record<DemoRole, string> = {
    viewer: shown ? say.shown(shown.itemNumber, namedIn(language, shown).name) : say.nothingShown,
    buyer: say.parcels(figures.parcels),
    host: say.sold(money(figures.soldMinor)),
    assistant: say.asking(figures.asking),
    analyst: say.orders(figures.paidOrders),
    packer: say.toPack(figures.toPack),
    producer: producer ? say.due(money(producer.minor), day(producer.untilMs)) : say.nothingDue,
    office: due.minor > 0 ? say.due(money(due.minor), day(due.untilMs)) : say.nothingDue,
  };
  return said[role];
}
