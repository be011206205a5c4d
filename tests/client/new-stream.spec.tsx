import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { StreamsScreen } from '../../client/screens/staff/console/StreamsScreen.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

/** The form of a new stream. @param myStreams what the market says of the streams that there are */
async function openForm(myStreams: () => unknown) {
  const asked: object[] = [];
  const world = deskWorld(fakeConsole(), {
    myStreams,
    createStream: (input) => {
      asked.push((input as { body: object }).body);
      return new Promise(() => {});
    },
  });
  chooseLanguage(world.keep, 'en');
  await world.me.ensure();
  render(
    <WorldContext value={world}>
      <StreamsScreen />
    </WorldContext>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'New stream' }));
  return { asked, form: within(screen.getByRole('dialog')) };
}

test('the currency of most products is chosen for a new stream, whatever it is', async () => {
  const { asked, form } = await openForm(() => ({ streams: [], usualCurrency: 'AUD' }));
  await expect.poll(() => form.getByLabelText('Currency')).toHaveValue('AUD');
  await userEvent.type(form.getByLabelText('Title'), 'First evening');
  await userEvent.click(form.getByRole('button', { name: 'Schedule stream' }));
  await expect.poll(() => asked).toMatchObject([{ title: 'First evening', currency: 'AUD' }]);
});

test('an answer that comes after the form has opened still counts, but not over what was chosen', async () => {
  const answers: ((answer: object) => void)[] = [];
  const later = () => new Promise((resolve) => answers.push(resolve));
  const { form } = await openForm(later);
  await userEvent.selectOptions(form.getByLabelText('Currency'), 'EUR');
  answers[0]!({ streams: [], usualCurrency: 'USD' });
  await expect.poll(() => screen.queryByText(/No streams yet/)).not.toBeNull();
  expect(form.getByLabelText('Currency')).toHaveValue('EUR');
});
