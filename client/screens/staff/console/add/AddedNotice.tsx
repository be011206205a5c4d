import { formMessages } from '../../../../i18n/console-forms.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Notice } from '../../../../ui/Notice.tsx';
import type { Added } from './use-add-products.ts';

/** How an adding ended, in one sentence; what was refused says why beside its product. */
export function AddedNotice({ added, onDismiss }: { added: Added; onDismiss(): void }) {
  const say = useMessages(formMessages);
  const { products, refused, unanswered } = added;
  const [only] = products;
  const isAll = refused === 0 && unanswered === 0;
  return (
    <Notice tone={isAll ? 'done' : 'attention'} onDismiss={onDismiss}>
      {only && products.length === 1 && isAll
        ? say.added(only.name, only.itemNumber)
        : say.addedSome(products.length, refused, unanswered)}
    </Notice>
  );
}
