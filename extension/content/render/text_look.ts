// The style properties that make text look as it does: ghost text and the mirror have the field's.
export const TEXT_LOOK =
  "direction font-style font-variant font-weight font-stretch font-size font-family font-kerning font-feature-settings font-variation-settings letter-spacing word-spacing line-height text-transform text-rendering tab-size word-break".split(
    " ",
  );

/** Letters of scripts that are written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko. */
export const RTL_LETTER = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
