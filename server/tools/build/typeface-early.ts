import type { Plugin } from 'vite';

/**
 * The page names its typeface at the top. By itself a browser asks for it only once there is a letter to draw, which is
 * too late for the first page that somebody sees.
 */
export function typefaceEarly(): Plugin {
  return {
    name: 'typeface-early',
    apply: 'build',
    transformIndexHtml: (_, { bundle }) => {
      const href = Object.keys(bundle ?? {}).find((name) => name.endsWith('.woff2'));
      if (href === undefined) throw new Error('The build has no typeface.');
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${href}`, crossorigin: true };
      return [{ tag: 'link', attrs, injectTo: 'head' }];
    },
  };
}
