import { useEffect, useRef } from 'react';
import type { Reason } from '../../../../../shared/contract/answer.ts';
import type { ListedProduct } from '../../../../../shared/contract/catalogue.ts';
import { namedIn, producerIn } from '../../../../../shared/values/names.ts';
import { formMessages } from '../../../../i18n/console-forms.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { Picture } from '../../../../ui/Picture.tsx';
import { Pill } from '../../../../ui/Pill.tsx';
import { useMoney } from '../../../../ui/Price.tsx';
import { useConsole, useHost } from '../host-context.ts';
import { useHostSentence } from '../host-sentence.ts';
import { AllotFields } from './AllotFields.tsx';
import type { Allotment } from './allotment.ts';

/** A product of the catalogue: to be chosen, on its way into the lineup, refused, or in it. */
export function ProductRow({
  product,
  allotment,
  refusal,
  onChoose,
  onChange,
}: {
  product: ListedProduct;
  /** What it would get; null while it is not chosen. */
  allotment: Allotment | null;
  refusal: Reason | null;
  onChoose(isChosen: boolean): void;
  onChange(allotment: Allotment): void;
}) {
  const say = useMessages(formMessages);
  const language = useLanguage();
  const money = useMoney(product.currency);
  const sentence = useHostSentence(product.currency);
  const itemNumber = useHost(
    ({ floor }) =>
      Object.values(floor.items).find((item) => item.productId === product.productId && !item.isRemoved)
        ?.itemNumber ?? null,
  );
  const work = useHost(({ works }) =>
    works.findLast(({ act }) => act.kind === 'lineup:add' && act.productId === product.productId),
  );
  const why = refusal ?? (work?.state === 'refused' ? work.reason : null);
  const row = useRef<HTMLLIElement>(null);
  const isChosen = allotment !== null;
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li ref={row} className={isChosen ? 'product-row chosen' : 'product-row'}>
      <label className="good-row">
        <input
          type="checkbox"
          checked={isChosen}
          // What is on its way, or may be in the lineup, is never added a second time.
          disabled={work !== undefined && work.state !== 'refused'}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <Picture source={product.picture} size={48} />
        <span className="product-words">
          <span className="lineup-name">{namedIn(language, product).name}</span>
          <span className="soft product-producer">{producerIn(language, product)}</span>
          <span className="add-stock figures">
            {product.warehouseUnits === 0
              ? say.warehouseEmpty
              : product.warehouseUnits !== null &&
                say.warehouse(product.warehouseUnits.toLocaleString(language))}
            {itemNumber !== null && (
              <Pill tone="done" icon="check">
                {say.inLineup(itemNumber)}
              </Pill>
            )}
          </span>
        </span>
        {work?.state === 'sending' ? (
          <i className="pending-mark" role="img" aria-label={say.adding} />
        ) : (
          <b className="figures">{money(product.priceMinor)}</b>
        )}
      </label>
      {allotment && <AllotFields allotment={allotment} onChange={onChange} />}
      {why && <Notice tone="fault">{sentence(why)}</Notice>}
      {work?.state === 'unanswered' && work.reason && (
        <InDoubt workKey={work.key} why={sentence(work.reason)} />
      )}
    </li>
  );
}

/** It may be in the lineup: asked for again under its own key, it is never put in twice (I1). */
function InDoubt({ workKey, why }: { workKey: string; why: string }) {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  return (
    <Notice>
      <p>
        {why} {say.neverTwice}
      </p>
      <Button look="line" onClick={() => void host.again(workKey)}>
        {say.askAgain}
      </Button>
    </Notice>
  );
}
