import { formMessages } from '../../i18n/console-forms.ts';
import { useMessages } from '../../i18n/language.ts';
import { useConsole, useItemName } from '../../screens/staff/console/host-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

/** Asks before an item leaves the bag for good (L1, L3). */
export function RemoveSheet({ itemNumber, onClose }: { itemNumber: number; onClose(): void }) {
  const say = useMessages(formMessages);
  const { host } = useConsole();
  const nameOf = useItemName();
  return (
    <Sheet
      isQuestion
      title={say.removeTitle(nameOf(itemNumber))}
      onClose={onClose}
      footer={
        <div className="ask-buttons">
          <Button look="quiet" onClick={onClose}>
            {say.keep}
          </Button>
          <Button
            look="primary"
            onClick={() => {
              void host.act({ kind: 'lineup:remove', itemNumber });
              onClose();
            }}
          >
            {say.remove}
          </Button>
        </div>
      }
    >
      <p className="ask-text">{say.removeText}</p>
    </Sheet>
  );
}
