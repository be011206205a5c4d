/** The same library without subtitles, protected media and second sound tracks; it ships no types of its own. */
declare module 'hls.js/light' {
  export * from 'hls.js';
  export { default } from 'hls.js';
}
