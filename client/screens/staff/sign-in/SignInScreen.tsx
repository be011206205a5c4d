import { type FormEvent, Fragment, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { StaffPage, StaffView } from '../../../../shared/market/account/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { createWhoMaySignIn } from '../../../stores/who-may-sign-in.ts';
import { useOwnStore, useWorld, type World } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { replaceAddress } from '../../../ui/navigation.ts';
import { personIn } from '../../../ui/person-in.ts';
import { sentenceFor } from '../../../ui/sentences.ts';
import { useWording } from '../../../ui/wording.ts';
import { PageHead } from '../../PageHead.tsx';
import { pageAddresses } from '../shell/staff-pages.ts';
import { signInWords } from './words.ts';
import './sign-in.css';

/** Where somebody works most, if they may open it; else it is the first that they may. */
const FIRST: readonly StaffPage[] = ['live', 'packing', 'insights'];
const STALL = '/producer';
const NONE: readonly StaffPage[] = [];

/** Staff sign in by e-mail and password, or by a one-time link `/sign-in/link?to=/console/…#token`. */
export function SignInScreen() {
  const say = useMessages(signInWords);
  const { me } = useWorld();
  const staff = useStore(me.store, (state) => state.me?.staff ?? null);
  // The token is behind the #, so that it is never sent with an address; it is read once and taken off the bar.
  const [token, setToken] = useState(() =>
    location.pathname === '/sign-in/link' ? location.hash.slice(1) : '',
  );
  const [isLinkOver, setLinkOver] = useState(false);
  useEffect(() => {
    if (token === '') {
      void me.ensure();
      return;
    }
    const to = wayOn();
    history.replaceState(null, '', '/sign-in');
    void me.signInByLink(token).then((answer) => {
      if (answer.ok) replaceAddress(to ?? firstPageOf({ me }));
      else setLinkOver(true);
      setToken('');
    });
  }, [token, me]);
  return (
    <main className="page">
      <PageHead title={say.title} />
      <div className="stack narrow">
        {isLinkOver && <Notice tone="fault">{say.linkOver}</Notice>}
        {token !== '' ? (
          <p role="status">{say.byLink}</p>
        ) : staff ? (
          <SignedIn staff={staff} />
        ) : (
          <PasswordOrNobody />
        )}
      </div>
    </main>
  );
}

/** The address to go on to, if it is one of this site, with one plain word of what it shows: the moment of a film, late orders. */
function wayOn(): string | null {
  const to = new URLSearchParams(location.search).get('to');
  return to && /^\/[a-z0-9][a-z0-9/-]*(?:\?[a-z]{1,10}=[a-z0-9-]{1,20})?$/.test(to) ? to : null;
}

/** Where who has just signed in works. */
function firstPageOf({ me }: Pick<World, 'me'>): string {
  const pages = me.store.getState().me?.pages ?? [];
  const first = FIRST.find((page) => pages.includes(page)) ?? pages[0];
  return first ? pageAddresses[first] : STALL;
}

/** The command that a manual gives: who runs the market in another way knows how. */
const FIRST_OPERATOR = 'npm run fairday -- user add you@example.org --name "Your name" --role operator';

/** The form; of a new market, which lets nobody in yet, how that is done. */
function PasswordOrNobody() {
  const say = useMessages(signInWords);
  const asked = useOwnStore(createWhoMaySignIn);
  const hasOperator = useStore(asked.store, (state) => state.hasOperator);
  // Without an answer there is the form, which says by itself what stands in its way.
  if (hasOperator !== false) return <PasswordForm />;
  return (
    <section className="stack">
      <h2>{say.nobody}</h2>
      <p>{say.letIn}</p>
      <code className="first-operator">
        {FIRST_OPERATOR.split(' ').map((word) => (
          <Fragment key={word}>
            <span>{word}</span>{' '}
          </Fragment>
        ))}
      </code>
      <p className="soft">{say.thenLink}</p>
    </section>
  );
}

function PasswordForm() {
  const say = useMessages(signInWords);
  const language = useLanguage();
  const wording = useWording('CNY');
  const { me } = useWorld();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [reason, setReason] = useState<Reason | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await me.signIn(email.trim(), password);
    setBusy(false);
    if (answer.ok) replaceAddress(wayOn() ?? firstPageOf({ me }));
    else setReason(answer.refusal);
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p className="soft">{say.lead}</p>
      <Field
        label={say.email}
        type="email"
        name="email"
        autoComplete="username"
        required
        maxLength={254}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Field
        label={say.password}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        maxLength={200}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {reason && (
        <Notice tone="fault">
          {reason.code === 'UNAUTHENTICATED' ? say.wrong : sentenceFor(reason, language, wording)}
        </Notice>
      )}
      <Button type="submit" look="primary" wide busy={busy}>
        {say.signIn}
      </Button>
    </form>
  );
}

function SignedIn({ staff }: { staff: StaffView }) {
  const say = useMessages(signInWords);
  const language = useLanguage();
  const shell = useMessages(officeShellWords);
  const { me } = useWorld();
  const pages = useStore(me.store, (state) => state.me?.pages ?? NONE);
  const ways = pages.map((page) => [pageAddresses[page], shell.pages[page]] as const);
  const all = staff.role === 'producer' ? [[STALL, say.stall] as const, ...ways] : ways;
  return (
    <>
      <p>{say.signedIn(personIn(language, staff.name, staff.nameEn))}</p>
      {all.map(([address, words], index) => (
        <a key={address} className={`button ${index === 0 ? 'primary' : 'line'}`} href={address}>
          {words}
        </a>
      ))}
      <Button look="quiet" onClick={() => void me.signOut()}>
        {say.signOut}
      </Button>
    </>
  );
}
