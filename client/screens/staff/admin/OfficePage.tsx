import type { ReactNode } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffHead } from '../shell/StaffHead.tsx';

/**
 * A page of the office: what it is about, and until that is there the shape of it or why it does not come. What was read
 * once stays, under the reason why it is not read anew.
 */
export function OfficePage({
  words,
  isThere,
  reason,
  children,
}: {
  words: { title: string; about?: string; notYours: string };
  isThere: boolean;
  reason: Reason | null;
  children: ReactNode;
}) {
  const sentence = useHostSentence('CNY');
  return (
    <main className="page admin">
      <StaffHead title={words.title} back="/admin" />
      {words.about !== undefined && <p className="soft">{words.about}</p>}
      {reason && (
        <Notice tone="fault">{reason.code === 'FORBIDDEN' ? words.notYours : sentence(reason)}</Notice>
      )}
      {!isThere && !reason && <Bones count={6} />}
      {children}
    </main>
  );
}
