import { type FormEvent, Fragment, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { StaffView } from '../../../shared/market/account/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { createWhoMaySignIn } from '../../stores/who-may-sign-in.ts';
import { useOwnStore, useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { goTo } from '../../ui/navigation.ts';
import { sentenceFor } from '../../ui/sentences.ts';
import { useWording } from '../../ui/wording.ts';
import { PageHead } from '../PageHead.tsx';
import { signInWords } from './words.ts';
import './sign-in.css';

/** The pages of each role, the one they work at first. */
const pages = {
  operator: ['console', 'insights', 'packing', 'goods', 'settlement', 'office'],
  host: ['console', 'insights'],
  assistant: ['console'],
  analyst: ['insights', 'settlement'],
  packer: ['packing'],
  producer: ['stall'],
} as const satisfies Record<StaffView['role'], readonly string[]>;
const addresses = {
  console: '/console',
  insights: '/insights',
  packing: '/packing',
  goods: '/admin/goods',
  settlement: '/admin/settlement',
  office: '/admin',
  stall: '/producer',
} as const;

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
      if (answer.ok) goTo(to ?? firstPageOf(answer.value));
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

/** The address to go on to, if it is one of this site. */
function wayOn(): string | null {
  const to = new URLSearchParams(location.search).get('to');
  return to && /^\/[a-z0-9][a-z0-9/-]*$/.test(to) ? to : null;
}

/** Where a member of staff works. */
const firstPageOf = ({ role }: StaffView): string => addresses[pages[role][0]];

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
    if (answer.ok) goTo(wayOn() ?? firstPageOf(answer.value));
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
  const { me } = useWorld();
  return (
    <>
      <p>{say.signedIn(staff.name)}</p>
      {pages[staff.role].map((page, index) => (
        <a key={page} className={`button ${index === 0 ? 'primary' : 'line'}`} href={addresses[page]}>
          {say[page]}
        </a>
      ))}
      <Button look="quiet" onClick={() => void me.signOut()}>
        {say.signOut}
      </Button>
    </>
  );
}
