import { expect, test } from 'vitest';
import { words as payWords } from '../../server/adapters/payments/sandbox/words.ts';
import { words as slipWords } from '../../server/gateway/http/packing/labels-and-slips.ts';

type Says = Readonly<Record<string, unknown>>;

/** What a catalogue of the pages says; the server's program and the pages are apart, so it is found by its path. */
async function said(path: string, name: string): Promise<Readonly<Record<'en' | 'zh-CN', Says>>> {
  return (await import(new URL(`../../client/screens/buyer/${path}`, import.meta.url).pathname))[name];
}
const cartWords = await said('viewer/cart-words.ts', 'cartWords');
const quoteWords = await said('viewer/quote-words.ts', 'quoteWords');
const offerWords = await said('viewer/offer-words.ts', 'offerWords');
const orderWords = await said('orders/words.ts', 'orderWords');

/** What each sum of an order is called, in its cart as on its receipt. */
const called = {
  en: {
    ...{ products: 'Subtotal', discounts: 'Discounts', shipping: 'Shipping', free: 'free', total: 'Total' },
    ...{ refund: 'Refund', shippingRefund: 'Shipping refund' },
  },
  'zh-CN': {
    ...{ products: '商品小计', discounts: '优惠', shipping: '运费', free: '包邮', total: '合计' },
    ...{ refund: '退款', shippingRefund: '退运费' },
  },
};

test.each(['en', 'zh-CN'] as const)(
  'the same sum has one name wherever a buyer reads it, in %s',
  (language) => {
    const cart = cartWords[language];
    const quote = quoteWords[language];
    const order = orderWords[language];
    const pay = payWords[language === 'en' ? 'en' : 'zh'];
    const slip = slipWords[language === 'en' ? 'en' : 'zh'];
    const { products, discounts, shipping, free, total, refund, shippingRefund } = called[language];
    const sums = { products, shipping, free, total };
    expect({
      cart: { products: cart.subtotal, shipping: cart.shipping, free: cart.free, total: cart.total },
      checkout: {
        ...{ products: quote.goods, shipping: quote.shipping, free: quote.free, total: quote.total },
        discounts: offerWords[language].discounts,
      },
      order: {
        ...{ products: order.products, discounts: order.discounts, shipping: order.shipping },
        ...{ free: order.free, total: order.total, refund: order.refund, shippingRefund: order.shippingOnly },
      },
      // Which is the receipt once it is paid.
      payment: {
        ...{ products: pay.products, discounts: pay.discounts, shipping: pay.shipping },
        ...{ free: pay.free, total: pay.total, refund: pay.refund, shippingRefund: pay.shippingRefund },
      },
      'packing slip': {
        ...{ products: slip.goods, discounts: slip.off, shipping: slip.shipping },
        ...{ free: slip.noShipping, total: slip.total, refund: slip.back },
      },
    }).toEqual({
      cart: sums,
      checkout: { ...sums, discounts },
      order: { ...sums, discounts, refund, shippingRefund },
      payment: { ...sums, discounts, refund, shippingRefund },
      'packing slip': { ...sums, discounts, refund },
    });
  },
);
