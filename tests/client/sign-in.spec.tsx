import { render, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SignInScreen } from '../../client/screens/staff/sign-in/SignInScreen.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const COMMAND = 'npm run fairday -- user add you@example.org --name "Your name" --role operator';

function show(whoMaySignIn: () => unknown, language: 'en' | 'zh-CN' = 'en', more: object = {}) {
  const me = () => ({ ...anOperator, staff: null });
  const world = deskWorld(fakeConsole(), { me, whoMaySignIn, ...more });
  chooseLanguage(world.keep, language);
  render(
    <WorldContext value={world}>
      <SignInScreen />
    </WorldContext>,
  );
}

test.each([
  ['en', 'Nobody can sign in yet'],
  ['zh-CN', '还没有人能登录'],
] as const)(
  '[%s] of a new market the page says how the first operator is let in, and asks for nothing',
  async (language, title) => {
    show(() => ({ hasOperator: false }), language);
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
    const command = screen.getByText((_, element) => element?.tagName === 'CODE');
    expect(command.textContent?.trim()).toBe(COMMAND);
    expect(screen.queryByRole('textbox')).toBeNull();
  },
);

test('once there is an operator, and where the market does not say, there is the form', async () => {
  show(() => ({ hasOperator: true }));
  expect(await screen.findByLabelText('Email')).toBeVisible();
  expect(screen.queryByText(/first operator/)).toBeNull();
});

test('a market that does not answer has its form', async () => {
  show(() => ({ refusal: { ok: false, code: 'NO_ANSWER' } }));
  expect(await screen.findByLabelText('Email')).toBeVisible();
});

test('a link leads on in its own place: a step back never shows the page for signing in', async () => {
  const steps = history.length;
  history.replaceState(null, '', '/sign-in/link?to=%2Fconsole%2Fpotato-day#token');
  show(() => ({ hasOperator: true }), 'en', { signInByLink: () => anOperator });
  await waitFor(() => expect(location.pathname).toBe('/console/potato-day'));
  expect(history).toHaveLength(steps);
  expect(history.state).toBeNull();
});
