import { catalogue } from './language.ts';

/** What a product's pictures on the whole screen say. */
export const photoWords = catalogue({
  en: {
    photosOf: (name: string) => `Photos of ${name}`,
    photo: (name: string, n: number, of: number) => (of === 1 ? name : `${name}, photo ${n} of ${of}`),
    at: (n: number, of: number) => `${n} / ${of}`,
    previous: 'Previous photo',
    next: 'Next photo',
    enlarge: 'Zoom in',
    shrink: 'Zoom out',
  },
  'zh-CN': {
    photosOf: (name) => `${name}的图片`,
    photo: (name, n, of) => (of === 1 ? name : `${name}，第 ${n} 张，共 ${of} 张`),
    at: (n, of) => `${n} / ${of}`,
    previous: '上一张',
    next: '下一张',
    enlarge: '放大',
    shrink: '缩小',
  },
});
