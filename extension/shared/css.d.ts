/** A style sheet as text: bundle.mjs shortens it and puts it in. */
declare module "*.css" {
  const css: string;
  export default css;
}
