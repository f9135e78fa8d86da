/**
 * A wall clock that can be wrong. When a region's clock is skewed by a fault, its functions see it through `Date`, the only
 * wall clock they have; elapsed time (`performance.now`) stays right, as it does on a machine with a bad time server.
 */
export interface SkewableDate {
  skewMs: number;
}

export function createSkewableDate(): SkewableDate {
  const skewable: SkewableDate = { skewMs: 0 };
  const now = Date.now.bind(Date);
  const skewedNow = () => now() + skewable.skewMs;
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [skewedNow()] : args, newTarget),
    apply: () => new Date(skewedNow()).toString(),
    get: (target, property, receiver) => (property === "now" ? skewedNow : Reflect.get(target, property, receiver)),
  });
  return skewable;
}
