import type { FieldRange } from '../../shared/contract/any-request.ts';
import { catalogue, type Language } from '../i18n/language.ts';
import type { Reason, Wording } from './sentences.ts';

/** What the last part of a field's path is called on the forms. Another is called by its own name. */
export const fieldWords = catalogue<Partial<Record<string, string>>>({
  en: {
    units: 'The number of units',
    unitsDelta: 'The change in units',
    delta: 'The change in units',
    warehouseUnits: 'The number of units',
    buyerLimit: 'The limit per person',
    cap: 'The number of units',
    perBuyerCap: 'The limit per person',
    priceMinor: 'The price',
    floorMinor: 'The floor price',
    offMinor: 'The discount',
    fromMinor: 'The minimum spend',
    feeMinor: 'The fee',
    amountMinor: 'The amount',
    durationSeconds: 'The length in seconds',
    prelaunchSeconds: 'The countdown in seconds',
    grams: 'The weight in grams',
    upToGrams: 'The weight in grams',
    dueDays: 'The number of days',
    afterClaimDays: 'The number of days',
    seq: 'The event number',
    title: 'The title',
    name: 'The name',
    origin: 'The origin',
    category: 'The category',
    reason: 'The reason',
    payment: 'The payment method',
  },
  'zh-CN': {
    units: '件数',
    unitsDelta: '件数增减',
    delta: '件数增减',
    warehouseUnits: '件数',
    buyerLimit: '每人限购',
    cap: '件数',
    perBuyerCap: '每人限购',
    priceMinor: '价格',
    floorMinor: '底价',
    offMinor: '优惠金额',
    fromMinor: '使用门槛',
    feeMinor: '费用',
    amountMinor: '金额',
    durationSeconds: '时长（秒）',
    prelaunchSeconds: '倒计时（秒）',
    grams: '重量（克）',
    upToGrams: '重量（克）',
    dueDays: '天数',
    afterClaimDays: '天数',
    seq: '事件编号',
    title: '标题',
    name: '名称',
    origin: '产地',
    category: '分类',
    reason: '原因',
    payment: '付款方式',
  },
});

/**
 * Says what may stand in a field that was refused, and what stood there: amounts as money, numbers as they are.
 * @returns null where the refusal says no range, and where it is another
 */
export function fieldSentence(reason: Reason, language: Language, say: Wording): string | null {
  if (reason.code !== 'BAD_REQUEST' || !reason.field || !reason.range) return null;
  const last = reason.field.split('.').findLast((step) => !/^\d+$/.test(step)) ?? reason.field;
  const isMoney = last.endsWith('Minor');
  const write = (number: number) => (isMoney ? say.money(number) : String(number));
  const { value } = reason;
  const stood = value === undefined || !/^-?\d+$/.test(value) ? value : write(Number(value));
  // An amount is whole in the smallest coin, which nobody thinks of who reads it as money.
  const range: FieldRange = isMoney ? { ...reason.range, of: 'number' } : reason.range;
  const name = fieldWords[language][last] ?? `“${last}”`;
  return language === 'en' ? english(name, range, write, stood) : chinese(name, range, write, stood);
}

type Write = (number: number) => string;

function english(name: string, range: FieldRange, write: Write, stood: string | undefined): string {
  const not = stood === undefined ? '' : `, not ${stood}`;
  const { of, min, max, words = [] } = range;
  const bounds =
    min !== undefined && max !== undefined
      ? `from ${write(min)} to ${write(max)}`
      : max !== undefined
        ? `up to ${write(max)}`
        : min !== undefined
          ? `from ${write(min)}`
          : '';
  switch (of) {
    case 'whole':
      return `${name} must be ${['a whole number', bounds].filter(Boolean).join(' ')}${not}.`;
    case 'number':
      return `${name} must be ${bounds || 'a number'}${not}.`;
    case 'characters':
      return `${name} can have ${bounds.replace('from ', '')} characters${not}.`;
    case 'entries':
      return `${name} can have ${bounds.replace('from ', '')} entries${not}.`;
    case 'words':
      return `${name} must be one of ${words.join(', ')}${not}.`;
  }
}

function chinese(name: string, range: FieldRange, write: Write, stood: string | undefined): string {
  const not = stood === undefined ? '' : `，不能是 ${stood}`;
  const { of, min, max, words = [] } = range;
  const bounds =
    min !== undefined && max !== undefined
      ? `${write(min)} 到 ${write(max)} `
      : max !== undefined
        ? `不超过 ${write(max)} `
        : min !== undefined
          ? `不少于 ${write(min)} `
          : '';
  const spaced = bounds === '' ? '' : ` ${bounds}`;
  switch (of) {
    case 'whole':
      return `${name}应为${spaced}${bounds === '' ? '' : '的'}整数${not}。`;
    case 'number':
      return `${name}应为${spaced.trimEnd() || '数字'}${not}。`;
    case 'characters':
      return `${name}应为${spaced}个字${not}。`;
    case 'entries':
      return `${name}应为${spaced}项${not}。`;
    case 'words':
      return `${name}只能是 ${words.join('、')} 之一${not}。`;
  }
}
