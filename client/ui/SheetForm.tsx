import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from './Button.tsx';
import { Copied } from './Copied.tsx';
import { Notice } from './Notice.tsx';
import { Sheet } from './Sheet.tsx';

/** What a form ends in if it made a secret: that is shown this once. */
export interface SheetEnd {
  /** What was done. */
  said: string;
  name: string;
  secret: string;
  hint: string;
  words: { copy: string; copied: string; done: string };
  /** What is done next, below it. */
  next?: ReactNode;
}

/**
 * A sheet that is one form: its button stands in the foot, where either thumb gets to it. Once `ended` is given the form
 * is over and the sheet, still the same one, shows what came of it.
 */
export function SheetForm({
  title,
  action,
  isBusy,
  isDisabled = false,
  isQuestion,
  ended = null,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  /** What the button says. */
  action: string;
  isBusy: boolean;
  /** There is nothing to send. */
  isDisabled?: boolean;
  /** It asks one thing; see `Sheet`. */
  isQuestion?: boolean;
  ended?: SheetEnd | null;
  onSubmit(event: FormEvent): void;
  onClose(): void;
  children: ReactNode;
}) {
  const formId = useId();
  const foot = ended ? (
    <Button look="primary" wide onClick={onClose}>
      {ended.words.done}
    </Button>
  ) : (
    <Button look="primary" wide type="submit" form={formId} busy={isBusy} disabled={isDisabled}>
      {action}
    </Button>
  );
  return (
    <Sheet title={title} isQuestion={isQuestion} onClose={onClose} footer={foot}>
      {ended ? (
        <div className="stack">
          <Notice tone="done">{ended.said}</Notice>
          <Copied name={ended.name} text={ended.secret} hint={ended.hint} words={ended.words} />
          {ended.next}
        </div>
      ) : (
        <form id={formId} className="form" noValidate onSubmit={onSubmit}>
          {children}
        </form>
      )}
    </Sheet>
  );
}
