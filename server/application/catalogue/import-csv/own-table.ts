import { tagsIn } from '../../../../shared/values/tags.ts';
import type { NewProduct } from '../../../shop/decide.ts';
import type { Faults } from './faults.ts';
import { judgeGood, type WrittenGood } from './good.ts';
import { nothingLeftOut } from './left-out.ts';
import type { Table } from './table.ts';

type Column = keyof WrittenGood;

/** Our own columns, in English and as a Chinese sheet names them. */
const names: Record<Column, readonly string[]> = {
  name: ['name', '名称', '品名', '商品名称'],
  producer: ['producer', '产地商家', '商家', '生产者'],
  nameEn: ['name_en', '英文名', '英文名称'],
  producerEn: ['producer_en', '商家英文名', '生产者英文名'],
  price: ['price', '价格', '单价'],
  units: ['units', '数量', '库存', '件数'],
  sku: ['sku', '货号', '编码'],
  origin: ['origin', '产地'],
  originEn: ['origin_en', '产地英文名'],
  category: ['category', '分类', '类别'],
  categoryEn: ['category_en', '分类英文名', '类别英文名'],
  grams: ['grams', '克重', '重量'],
  floor: ['floor', '底价', '最低价'],
  picture: ['picture', '图片'],
  shipBase: ['shipping_base', '首件运费'],
  shipIncrement: ['shipping_increment', '续件运费'],
  description: ['description', '商品介绍', '描述'],
  descriptionEn: ['description_en', '英文介绍'],
  tags: ['tags', '标签'],
  returns: ['returns', '退货'],
  morePictures: ['more_pictures', '更多图片'],
};
const required: readonly Column[] = ['name', 'producer', 'price', 'units'];

/**
 * Reads a table with our own columns. A column that we do not know is a fault: a misspelt `floor` must not cost a
 * producer money.
 */
export function readOwnTable({ header, rows }: Table, currency: string, faults: Faults) {
  const places = placesOf(header, faults);
  const goods: { row: number; good: NewProduct }[] = [];
  if (!places) return { goods, ...nothingLeftOut() };
  for (const { row, cells } of rows) {
    const written = Object.fromEntries(
      Object.keys(names).map((column) => [column, cells[places.get(column) ?? -1] ?? '']),
    ) as Record<Column, string>;
    const good = judgeGood({ ...written, tags: tagsIn(written.tags) }, currency, row, faults);
    if (good) goods.push({ row, good });
  }
  return { goods, ...nothingLeftOut() };
}

function placesOf(header: readonly string[], faults: Faults): Map<string, number> | null {
  const before = faults.count;
  const places = new Map<string, number>();
  for (const [place, title] of header.entries()) {
    const column = Object.entries(names).find(([, known]) => known.includes(title.toLowerCase()))?.[0];
    if (column === undefined)
      faults.add(1, `there is no column called ${JSON.stringify(title.slice(0, 40))}`, {
        code: 'UNKNOWN_COLUMN',
        given: title.slice(0, 40),
      });
    else if (places.has(column))
      faults.add(1, `the column ${column} is there twice`, { code: 'COLUMN_TWICE', field: column });
    else places.set(column, place);
  }
  const missing = required.filter((column) => !places.has(column));
  if (missing.length > 0)
    faults.add(1, `missing: ${missing.join(', ')}; a header is name,producer,price,units`, {
      code: 'COLUMNS_MISSING',
      given: missing.join(', '),
    });
  return faults.count === before ? places : null;
}
