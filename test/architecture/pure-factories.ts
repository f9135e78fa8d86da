/**
 * What may be called while a module is loaded: functions that compute a value and do nothing else. A factory of ours is added here when
 * it is one of these, and reviewed as such; everything else is called by whoever needs it.
 */

/** By their whole name. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...["Object.freeze", "Object.fromEntries", "Object.keys", "Object.values", "Object.entries", "Array.from"],
  ...["Number", "String", "BigInt", "Symbol", "Date.UTC", "JSON.stringify", "Buffer.from", "Buffer.alloc"],
  ...["Math.min", "Math.max", "Math.ceil", "Math.floor", "Math.round", "Math.pow", "Math.log2"],
  ...["fileURLToPath", "promisify"],
  // Hono's, which only give a function or a description a type.
  ...["createRoute", "createMiddleware"],
  // Ours.
  ...["region", "sortPrefix", "authenticate", "refusals", "content"],
  ...["declareFact", "declareFragment", "declareCounter", "folded", "lastWriterWinsPerField", "addWins"],
  ...["observedRemove", "inEscrow", "sideBySide", "ownRegionOnly", "foldTable"],
]);
/** By how a chain begins: a schema is a description, however long. */
const CHAINS = /^z\./;
/** By the method, which answers with something new and leaves what it is called on alone. */
const METHODS: ReadonlySet<string> = new Set(
  [
    "at concat entries filter flat flatMap includes join keys map reduce slice toReversed toSorted union values",
    "padEnd padStart repeat replace replaceAll split toLowerCase toString toUpperCase trim",
    // A schema made from a schema.
    "and array brand default extend int max meta min nonnegative nullable omit openapi optional or partial pick pipe positive",
    "readonly refine regex strict transform",
  ].flatMap((line) => line.split(" ")),
);
const CLASSES: ReadonlySet<string> = new Set([
  ...["Map", "Set", "RegExp", "URL", "Date", "Error", "TextEncoder", "TextDecoder"],
  ...["ArrayBuffer", "Uint8Array", "Uint32Array", "Intl.Collator", "Intl.NumberFormat", "Intl.DateTimeFormat"],
]);

/** Whether `callee`, as written in the source, is known to do nothing but compute. */
export function isPureCall(callee: string): boolean {
  const method = callee.slice(callee.lastIndexOf(".") + 1);
  return FUNCTIONS.has(callee) || CHAINS.test(callee) || (callee.includes(".") && METHODS.has(method));
}

export function isPureClass(callee: string): boolean {
  return CLASSES.has(callee);
}
