/**
 * Names in the order of their UTF-8 bytes. UTF-16 units would put the emoji and the last plane before the private use area
 * and the full-width form; a locale would put a before B and the accent beside its letter.
 */
export const SORTS_BY_BYTES: readonly string[] = [
  " ",
  "0",
  "10",
  "2",
  "A",
  "AA",
  "B",
  "a",
  "z",
  "z\u0301",
  "\u00e9",
  "\u05d0",
  "\u65e5\u672c",
  "\ue000",
  "\uff21",
  "\ufffd",
  "\u{1f600}",
  "\u{1f600}\u{1f600}",
  "\u{10fffd}",
];
