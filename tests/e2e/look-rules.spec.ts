import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  brokenWordsOn,
  movedTargetsOn,
  shortenedWordsOn,
  slicedWordsOn,
  thinListsOn,
} from '../pictures/faults.ts';
import { aBrowser, aPage, phone } from './pages.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await aBrowser();
  page = await aPage(browser, phone);
});
afterAll(async () => {
  await browser?.close();
});

const lines = '<ul><li style="height: 60px">Walnuts</li><li style="height: 60px">Potatoes</li></ul>';

test.each([
  [
    'a footer that takes all the room of a list',
    0,
    ['a list with lines shows none: 0 px for lines of 60 px (UL)'],
  ],
  ['half a line', 30, ['a list with lines shows none: 30 px for lines of 60 px (UL)']],
  ['one line, the others by scrolling', 60, []],
])('a list with lines is at least one line high: %s', async (_, height, faults) => {
  await page.setContent(`<main style="height: ${height}px; overflow-y: auto">${lines}</main>`);
  expect(await thinListsOn(page)).toEqual(faults);
});

test('a list without lines, or of a part that is folded away, may be as high as it is', async () => {
  await page.setContent(
    `<main style="height: 0; overflow: auto"><ul></ul></main><details><summary>More</summary>${lines}</details>`,
  );
  expect(await thinListsOn(page)).toEqual([]);
});

test.each([
  ['a word that a narrow box breaks', 'width: 56px; overflow-wrap: anywhere', ['broken inside: Mountain']],
  ['one that has its own line', 'width: 90px', []],
])('no word goes on in the next line: %s', async (_, style, faults) => {
  await page.setContent(
    `<p lang="en" style="font: 16px/20px sans-serif; ${style}">Mountain honey 山野蜂蜜</p>`,
  );
  expect(await brokenWordsOn(page)).toEqual(faults);
});

const three = 'one two three four five six seven';
test.each([
  [
    'a line across the edge of a box that cannot be scrolled',
    'height: 30px; overflow: hidden',
    [`sliced at an edge: ${three}`],
  ],
  ['lines below it that nothing tells of', 'height: 40px; overflow: clip', [`sliced at an edge: ${three}`]],
  ['the same box, scrolled', 'height: 30px; overflow: auto', []],
  [
    'lines that an ellipsis tells of',
    'display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden',
    [],
  ],
  [
    'an ellipsis, and a box too low for its two lines',
    'display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; height: 30px',
    [`sliced at an edge: ${three}`],
  ],
  ['a box as high as its words', 'overflow: hidden', []],
])('no words are sliced: %s', async (_, style, faults) => {
  await page.setContent(
    `<p style="width: 80px; margin: 0; font: 16px/20px sans-serif; ${style}">${three}</p>`,
  );
  expect(await slicedWordsOn(page)).toEqual(faults);
});

test('lines that an ellipsis stands for are not drawn: no box around them slices them', async () => {
  const clamp = 'display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden';
  await page.setContent(
    `<div style="height: 70px; overflow: hidden"><p style="width: 80px; margin: 0; font: 16px/20px sans-serif; ${clamp}">${three}</p></div>`,
  );
  expect(await slicedWordsOn(page)).toEqual([]);
});

test.each([
  [
    'a line that its box cuts',
    '<p style="width: 60px; overflow: hidden; white-space: nowrap">Mountain honey</p>',
    ['Mountain honey'],
  ],
  [
    'one with an ellipsis, in a part of it',
    '<h1 style="width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis"><bdi>Mountain honey</bdi></h1>',
    ['Mountain honey'],
  ],
  [
    'lines below the last that is shown',
    `<p style="width: 80px; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden">${three}</p>`,
    [three],
  ],
  [
    'a placeholder wider than its field',
    '<input placeholder="Number, name or producer" style="width: 90px; font-size: 20px">',
    ['Number, name or producer'],
  ],
  [
    'a field with something in it',
    '<input placeholder="Number, name or producer" value="7" style="width: 60px">',
    [],
  ],
  ['words that wrap', '<p style="width: 90px; overflow: hidden">Mountain honey</p>', []],
  [
    'a row that scrolls',
    '<p style="width: 60px; overflow-x: auto; white-space: nowrap">Mountain honey</p>',
    [],
  ],
])('no words are shortened: %s', async (_, html, words) => {
  await page.setContent(html);
  expect(await shortenedWordsOn(page)).toEqual(words.map((each) => `shortened by its own box: ${each}`));
});

test.each([
  ['a notice above a button', 'before', ['moved under the pointer: Add by 0, 40 px']],
  ['a notice below it', 'after', []],
] as const)('what can be tapped stays where it is: %s', async (_, where, faults) => {
  await page.setContent(
    '<main style="margin: 0"><button style="width: 48px; height: 48px">Add</button></main>',
  );
  const happens = () =>
    page.evaluate((place) => {
      const notice = document.createElement('p');
      notice.style.cssText = 'height: 40px; margin: 0';
      document.querySelector('button')?.[place](notice);
    }, where);
  expect(await movedTargetsOn(page, happens)).toEqual(faults);
});
