import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from './Button.tsx';
import { Sheet } from './Sheet.tsx';

/** A sheet that is one form: its button stands in the foot, where either thumb gets to it. */
export function SheetForm({
  title,
  action,
  isBusy,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  /** What the button says. */
  action: string;
  isBusy: boolean;
  onSubmit(event: FormEvent): void;
  onClose(): void;
  children: ReactNode;
}) {
  const formId = useId();
  return (
    <Sheet
      title={title}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form={formId} busy={isBusy}>
          {action}
        </Button>
      }
    >
      <form id={formId} className="form" noValidate onSubmit={onSubmit}>
        {children}
      </form>
    </Sheet>
  );
}
