import { areaList } from '@vant/area-data';
import { expect, test } from 'vitest';
import { latinArea } from '../../client/screens/buyer/viewer/address/latin-areas.ts';

test.each([
  ['云南省', 'Yunnan'],
  ['陕西省', 'Shaanxi'],
  ['山西省', 'Shanxi'],
  ['广西壮族自治区', 'Guangxi'],
  ['北京市', 'Beijing'],
  ['大理白族自治州', 'Dali'],
  ['阿坝藏族羌族自治州', 'Aba'],
  ['巴音郭楞蒙古自治州', 'Bayinguoleng'],
  ['西安市', 'Xi’an'],
  ['六安市', 'Lu’an'],
  ['厦门市', 'Xiamen'],
  ['成都市', 'Chengdu'],
  ['重庆市', 'Chongqing'],
  ['吕梁市', 'Lüliang'],
  ['喀什地区', 'Kashgar'],
  ['剑川县', 'Jianchuan'],
  ['玉龙纳西族自治县', 'Yulong'],
  ['鄂伦春自治旗', 'Elunchun'],
  ['和县', 'Hexian'],
  ['芒市', 'Mangshi'],
  ['番禺区', 'Panyu'],
  ['乐清市', 'Yueqing'],
  ['单县', 'Shanxian'],
  ['黄陂区', 'Huangpi'],
])('%s is %s', (name, latin) => {
  expect(latinArea(name)).toBe(latin);
});

test('every province and city has a name, and every district that is no park or office', () => {
  const { province_list, city_list, county_list } = areaList;
  const without = (names: Record<string, string>) =>
    [...new Set(Object.values(names))].filter((name) => latinArea(name) === null);
  expect(without(province_list)).toEqual([]);
  expect(without(city_list)).toEqual([]);
  const short = without(county_list).filter((name) => name.length <= 6);
  expect(short).toEqual(['保定白沟新城', '乌拉盖管委会', '华南热作学院']);
});
