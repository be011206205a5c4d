import { type ReactNode, useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { Result } from '../../../../shared/values/result.ts';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useSubmit } from '../console/use-submit.ts';
import { signInLink } from './sign-in-link.ts';

/** Who is let in. */
export interface Invitee {
  name: string;
  nameEn?: string;
  email: string;
}

type Said =
  | ('title' | 'action' | 'name')
  | ('email' | 'emailHint' | 'emailWrong' | 'emailTaken' | 'need')
  | ('link' | 'linkHint' | 'copy' | 'copied' | 'done');

/** Lets somebody in: who, and what else is asked; then the link that signs them in, which is shown this once. */
export function InviteForm({
  words,
  isFine = true,
  invite,
  addedWords,
  linkTo,
  whyWords,
  before,
  after,
  next,
  onClose,
}: {
  /** With words for a second name, that is asked for too. */
  words: Record<Said, string> & { nameEn?: string; nameEnHint?: string };
  /** Whether the other fields are. */
  isFine?: boolean;
  /** @returns the token of their link */
  invite(who: Invitee): Promise<Result<string, Reason>>;
  addedWords(name: string): string;
  /** The page that the link opens; without one, that of their role. */
  linkTo?: string;
  whyWords(reason: Reason): string;
  /** Fields above and below name and address; `fault` names what is wrong with one, once it was tried. */
  before?(fault: ReturnType<typeof useSubmit>['fault']): ReactNode;
  after?: ReactNode;
  /** What is done next, below the link. */
  next?: ReactNode;
  onClose(): void;
}) {
  const [name, setName] = useState('');
  const [nameEn, setNameEn] = useState('');
  const [email, setEmail] = useState('');
  const [token, setToken] = useState<string | null>(null);
  const second = nameEn.trim();
  const given = { name: name.trim(), ...(second !== '' && { nameEn: second }), email: email.trim() };
  const isEmailFine = /^[^\s@]+@[^\s@]+$/.test(given.email);
  const form = useSubmit(isFine && given.name !== '' && isEmailFine, async () => {
    const answer = await invite(given);
    if (!answer.ok) return answer.refusal;
    setToken(answer.value);
    return null;
  });
  const isTaken = form.reason?.code === 'BAD_REQUEST' && form.reason.field === 'email';
  const ended = token !== null && {
    ...{ said: addedWords(given.name), name: words.link, secret: signInLink(token, linkTo) },
    ...{ hint: words.linkHint, words, next },
  };
  return (
    <SheetForm
      title={words.title}
      action={words.action}
      isBusy={form.isBusy}
      ended={ended || null}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      {before?.(form.fault)}
      <Field
        label={words.name}
        autoComplete="off"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
        {...form.fault(given.name === '', words.need)}
      />
      {words.nameEn !== undefined && (
        <Field
          label={words.nameEn}
          hint={words.nameEnHint}
          lang="en"
          autoComplete="off"
          maxLength={60}
          value={nameEn}
          onChange={(event) => setNameEn(event.target.value)}
        />
      )}
      <Field
        label={words.email}
        hint={words.emailHint}
        type="email"
        autoComplete="off"
        maxLength={254}
        value={email}
        onChange={(event) => {
          setEmail(event.target.value);
          form.dismiss();
        }}
        {...(isTaken ? { fault: words.emailTaken } : form.fault(!isEmailFine, words.emailWrong))}
      />
      {after}
      {form.reason && !isTaken && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {whyWords(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
