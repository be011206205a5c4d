import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SignInScreen } from '../../client/screens/staff/sign-in/SignInScreen.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const COMMAND = 'npm run fairday -- user add you@example.org --name "Your name" --role operator';

function show(whoMaySignIn: () => unknown, language: 'en' | 'zh-CN' = 'en') {
  const me = () => ({ ...anOperator, staff: null });
  const world = deskWorld(fakeConsole(), { me, whoMaySignIn });
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
