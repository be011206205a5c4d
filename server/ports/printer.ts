/** Makes documents for paper. It takes seconds where letters are many, and never the time of anything else. */
export interface Printer {
  /**
   * @param document a pdfmake definition of plain data; its font is called `Text`
   * @returns the PDF
   */
  print(document: object): Promise<Uint8Array>;
  /** Whether Chinese characters can be printed: somebody's name may need them in any language. */
  hasChinese(): Promise<boolean>;
  close(): Promise<void>;
}
