import { expect, test } from 'vitest';
import { amountCell, csvOf } from '../../client/stores/csv-file.ts';

test('a table that is saved has no formula, keeps its numbers, and quotes what would split', () => {
  const rows = [
    ['Item', 'GMV'],
    ['=1+1', amountCell(-123_450, 'CNY')],
    ['a;=1+1', null],
    ['say "hi", all', 0],
  ];
  expect(csvOf(rows)).toBe('\ufeffItem,GMV\r\n\'=1+1,-1234.50\r\n"a;\'=1+1",\r\n"say ""hi"", all",0\r\n');
  expect(amountCell(null, 'CNY')).toBeNull();
  expect(amountCell(1_200, 'JPY')).toBe('1200');
});
