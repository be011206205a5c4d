import { expect, test } from 'vitest';
import { lookedFor, nameWord, nameWords } from '../../server/lib/person-words.ts';

test('[A5] one name is one word, however it is typed', () => {
  for (const typed of ['王 小明', ' 王小明 ', '王　小明']) expect(nameWord(typed)).toBe('王小明');
  for (const typed of ['Wang Xiaoming', 'WANG  xiaoming', 'Ｗａｎｇ　Ｘｉａｏｍｉｎｇ']) {
    expect(nameWord(typed)).toBe('wangxiaoming');
  }
  for (const typed of ['迪丽热巴·迪力木拉提', '迪丽热巴•迪力木拉提', '迪丽热巴 迪力木拉提']) {
    expect(nameWord(typed)).toBe('迪丽热巴迪力木拉提');
  }
  expect(nameWord('Jean-Luc O’Neill')).toBe('jeanluconeill');
  expect(nameWord('…')).toBe('');
});

test('[A5] a name in two scripts is found whole and by each of them, and by no part of either', () => {
  expect(nameWords('王芳 Wang Fang')).toEqual(['王芳wangfang', '王芳', 'wangfang']);
  expect(nameWords('王小明')).toEqual(['王小明']);
  expect(nameWords('Ana Li')).toEqual(['anali']);
  expect(nameWords('王芳2')).toEqual(['王芳2']);
  expect(nameWords('—')).toEqual([]);
});

test('[A5] digits are the end of a phone, fewer than four are nothing, all else is a name', () => {
  expect(lookedFor('1085')).toEqual({ by: 'phone', digits: '1085' });
  expect(lookedFor('+86 138-0000-1085')).toEqual({ by: 'phone', digits: '8613800001085' });
  expect(lookedFor('１０８５')).toEqual({ by: 'phone', digits: '1085' });
  expect(lookedFor('王 芳')).toEqual({ by: 'name', name: '王芳' });
  expect(lookedFor('Flat 4')).toEqual({ by: 'name', name: 'flat4' });
  for (const typed of ['108', '...', '+', '1'.repeat(16), '·']) expect(lookedFor(typed)).toBeNull();
});
