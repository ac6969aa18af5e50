/** A style sheet's minified text (scripts/build.mjs). */
declare module '*.css' {
  const text: string;
  export default text;
}
