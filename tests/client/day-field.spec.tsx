import { act, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { DayField } from '../../client/ui/DayField.tsx';

test('a chosen day stands beside its label as the page’s language writes it, in every zone the same day', () => {
  const { rerender } = render(<DayField label="From" value="2026-12-04" onChange={() => {}} />);
  expect(screen.getByLabelText('From')).toHaveValue('2026-12-04');
  expect(screen.getByText('Fri, Dec 4, 2026')).toBeVisible();
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText('2026年12月4日周五')).toBeVisible();
  act(() => setLanguage('en'));
  rerender(<DayField label="From" value="" onChange={() => {}} />);
  expect(screen.queryByText(/2026/)).toBeNull();
});
