import { createContext, useContext } from 'react';

/** What opens a product's page; nothing does outside of a stream's page. */
export const OpenProduct = createContext<(itemNumber: number) => void>(() => {});

/** Opens a product's page over the stream. */
export function useOpenProduct(): (itemNumber: number) => void {
  return useContext(OpenProduct);
}
