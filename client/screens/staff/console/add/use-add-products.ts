import { useState } from 'react';
import { leavesDoubt, type Reason } from '../../../../../shared/contract/answer.ts';
import type { ListedProduct } from '../../../../../shared/contract/catalogue.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { useLanguage } from '../../../../i18n/language.ts';
import type { HostCommand } from '../../../../stores/host/host-commands.ts';
import { useIsMounted } from '../../../../ui/use-is-mounted.ts';
import { useConsole } from '../host-context.ts';
import { type Allotment, allotmentOf, readAllotment } from './allotment.ts';

type AddAct = Extract<HostCommand, { kind: 'lineup:add' }>;

/** How the last adding ended. */
export interface Added {
  /** With their new numbers. */
  products: readonly { name: string; itemNumber: number }[];
  refused: number;
  unanswered: number;
}

/**
 * The products that were chosen, and their way into the lineup: each under a key of its own, one after another, each
 * with its own outcome. One that may stand is chosen no longer: it is asked about under its own key, never added anew.
 */
export function useAddProducts() {
  const { host } = useConsole();
  const language = useLanguage();
  const isMounted = useIsMounted();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Allotment>>(new Map());
  const [refusals, setRefusals] = useState<ReadonlyMap<string, Reason>>(new Map());
  const [added, setAdded] = useState<Added | null>(null);
  const [isBusy, setBusy] = useState(false);

  function set(productId: string, allotment: Allotment | null) {
    setChosen((known) => withEntry(known, productId, allotment));
  }

  /** What to ask for, in the order of choosing; null if a field is wrong. */
  function acts(): AddAct[] | null {
    const made: AddAct[] = [];
    for (const allotment of chosen.values()) {
      const { units, priceMinor, buyerLimit } = readAllotment(allotment);
      if (units === null || priceMinor === null || buyerLimit === null) return null;
      const { productId, name } = namedIn(language, allotment.product);
      const limit = buyerLimit === 'none' ? null : buyerLimit;
      made.push({ kind: 'lineup:add', context: { name }, productId, units, priceMinor, buyerLimit: limit });
    }
    return made;
  }

  async function add(): Promise<'sent' | 'faulty'> {
    const wanted = acts();
    if (!wanted) return 'faulty';
    if (isBusy || wanted.length === 0) return 'sent';
    setBusy(true);
    setAdded(null);
    setRefusals(new Map());
    const products: { name: string; itemNumber: number }[] = [];
    let [refused, unanswered] = [0, 0];
    const sent = wanted.map(async (act) => {
      const answer = await host.act(act);
      if (!answer.ok && !leavesDoubt(answer.code)) {
        refused += 1;
        setRefusals((known) => withEntry(known, act.productId, answer));
        // It stands beside its product here; whoever has gone reads it on the desk.
        if (isMounted()) dismissRefusal(act.productId);
        return;
      }
      set(act.productId, null);
      if (!answer.ok) unanswered += 1;
      else if (answer.itemNumber !== undefined) {
        products.push({ name: act.context.name, itemNumber: answer.itemNumber });
      }
    });
    await Promise.all(sent);
    setBusy(false);
    setAdded({ products, refused, unanswered });
    return 'sent';
  }

  function dismissRefusal(productId: string) {
    const { works } = host.store.getState();
    const isIts = (act: HostCommand) => act.kind === 'lineup:add' && act.productId === productId;
    const work = works.find(({ act, state }) => state === 'refused' && isIts(act));
    if (work) host.dismissWork(work.key);
  }

  return {
    chosen,
    refusals,
    added,
    isBusy,
    add,
    change: set,
    choose(product: ListedProduct, isChosen: boolean) {
      set(product.productId, isChosen ? allotmentOf(product) : null);
      setRefusals((known) => withEntry(known, product.productId, null));
    },
    /** One that was made and added elsewhere. */
    tell: (name: string, itemNumber: number) =>
      setAdded({ products: [{ name, itemNumber }], refused: 0, unanswered: 0 }),
    dismiss: () => setAdded(null),
  };
}

function withEntry<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value | null) {
  const next = new Map(map);
  if (value === null) next.delete(key);
  else next.set(key, value);
  return next;
}
