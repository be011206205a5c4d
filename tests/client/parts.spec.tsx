import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { Bones } from '../../client/ui/Bones.tsx';
import { ContactSentence } from '../../client/ui/ContactSentence.tsx';
import { Empty } from '../../client/ui/Empty.tsx';
import { Field } from '../../client/ui/Field.tsx';
import { Table } from '../../client/ui/Table.tsx';
import { Tabs } from '../../client/ui/Tabs.tsx';

function Parts() {
  const [open, setOpen] = useState<'a' | 'b' | 'c'>('a');
  const tabs = [
    { name: 'a', words: 'To pack', count: 33 },
    { name: 'b', words: 'Parcels', count: 0 },
    { name: 'c', words: 'Claims' },
  ] as const;
  return (
    <Tabs label="ConsoleSession" tabs={tabs} open={open} onOpen={setOpen}>
      <p>part {open}</p>
    </Tabs>
  );
}

test('tabs: one part is open, arrows, Home and End go round, and one stop is enough for the keyboard', async () => {
  render(<Parts />);
  const tab = (name: RegExp) => screen.getByRole('tab', { name });
  expect(within(screen.getByRole('tablist', { name: 'ConsoleSession' })).getAllByRole('tab')).toHaveLength(3);
  expect(tab(/To pack 33/)).toHaveAttribute('aria-selected', 'true');
  await userEvent.tab();
  expect(tab(/To pack/)).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}');
  expect(tab(/Parcels 0/)).toHaveFocus();
  expect(screen.getByRole('tabpanel', { name: /Parcels/ })).toHaveTextContent('part b');
  await userEvent.keyboard('{End}');
  expect(screen.getByRole('tabpanel')).toHaveTextContent('part c');
  await userEvent.keyboard('{ArrowRight}');
  expect(tab(/To pack/)).toHaveFocus();
  await userEvent.keyboard('{ArrowLeft}{Home}');
  expect(screen.getByRole('tabpanel')).toHaveTextContent('part a');
  await userEvent.tab();
  expect(screen.queryAllByRole('tab').some((each) => each === document.activeElement)).toBe(false);
});

test('a table is named, and reached by the keyboard where it scrolls', async () => {
  render(
    <Table label="Orders">
      <tbody>
        <tr>
          <td>1085</td>
        </tr>
      </tbody>
    </Table>,
  );
  expect(screen.getByRole('table', { name: 'Orders' })).toBeInTheDocument();
  await userEvent.tab();
  expect(screen.getByRole('region', { name: 'Orders' })).toHaveFocus();
});

test('what is empty has a drawing for the eye alone and one thing to do', () => {
  const { container } = render(
    <Empty says="No parcels yet." hint="They come from the packing list.">
      <a href="/packing">To the list</a>
    </Empty>,
  );
  expect(container.querySelectorAll('img[alt=""]')).toHaveLength(1);
  expect(screen.getByText('No parcels yet.')).toBeVisible();
  expect(screen.getAllByRole('link')).toHaveLength(1);
});

test('what comes is drawn in as many rows as will come, and said to nobody', () => {
  const { container } = render(<Bones count={4} />);
  expect(container.querySelectorAll('.bone')).toHaveLength(4);
  expect(container.firstElementChild).toHaveAttribute('aria-hidden', 'true');
});

test('a fault of a field has an icon beside its words and is tied to the field', () => {
  render(<Field label="Phone" fault="A phone number has 11 digits." defaultValue="1" />);
  const field = screen.getByLabelText('Phone');
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription('A phone number has 11 digits.');
  expect(screen.getByRole('alert').querySelector('svg')).not.toBeNull();
});

test.each([
  ['+86 138-0013-8000', 'tel:+8613800138000'],
  ['(010) 5555 0100', 'tel:01055550100'],
  ['help@market.example', 'mailto:help@market.example'],
  ['https://market.example/help', 'https://market.example/help'],
])('a contact that can be called, written to or opened is a link: %s', (contact, href) => {
  const { container } = render(
    <ContactSentence sentence={`Contact ${contact} before you order.`} contact={contact} />,
  );
  expect(screen.getByRole('link', { name: contact })).toHaveAttribute('href', href);
  expect(container).toHaveTextContent(`Contact ${contact} before you order.`);
});

test.each(['Yang', 'Stall 12', '--- ()', '12', 'javascript:alert(1)', 'http://market.example'])(
  'any other contact is plain words: %s',
  (contact) => {
    const { container } = render(<ContactSentence sentence={`Contact ${contact}.`} contact={contact} />);
    expect(screen.queryByRole('link')).toBeNull();
    expect(container).toHaveTextContent(`Contact ${contact}.`);
  },
);
