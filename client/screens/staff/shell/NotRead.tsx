import { commonMessages } from '../../../i18n/common.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { RefusedQuestion } from '../../../stores/staff-questions.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useHostSentence } from '../console/host-sentence.ts';

/** Why a page could not be read, and another try, which changes nothing for whoever may not; nothing while it could. */
export function NotRead({
  fault,
  notYours,
  onAgain,
}: {
  fault: unknown;
  /** What is said to somebody who may not read it. */
  notYours?: string;
  onAgain(): void;
}) {
  const say = useMessages(officeShellWords);
  const { tryAgain } = useMessages(commonMessages);
  const sentence = useHostSentence('CNY');
  if (!(fault instanceof RefusedQuestion)) return null;
  const { reason } = fault;
  // Reading changes nothing, so nothing may have gone through.
  const unanswered = reason.code === 'NO_ANSWER' ? say.unanswered : sentence(reason);
  if (reason.code === 'FORBIDDEN') return <Notice>{notYours ?? sentence(reason)}</Notice>;
  return (
    <Notice tone="fault">
      <p>{unanswered}</p>
      <Button look="line" onClick={onAgain}>
        {tryAgain}
      </Button>
    </Notice>
  );
}
