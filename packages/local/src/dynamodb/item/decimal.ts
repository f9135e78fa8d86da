/**
 * DynamoDB's numbers, as text. A key "1.0" and a key "1" are one item, and what is written as "1e2" is read back as "100",
 * so a front door that locks, journals and compares must write numbers one way: the engine's, plain and without zeros
 * that mean nothing. Nothing is rounded: 38 digits do not fit into a JavaScript number.
 */
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** The one way to write this number, e.g. "01.50" is "1.5"; undefined when it is none (the engine will say so). */
export function plainDecimal(text: string): string | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  const digits = whole + fraction;
  const significant = digits.replace(/^0+/, "");
  if (significant === "") return "0";
  const trimmed = significant.replace(/0+$/, "");
  const pointAt = whole.length + Number(exponent) - (digits.length - significant.length);
  return `${sign === "-" ? "-" : ""}${placePoint(trimmed, pointAt)}`;
}

/** `digits` with the decimal point before the digit at `pointAt`, which may lie outside of them. */
function placePoint(digits: string, pointAt: number): string {
  if (pointAt <= 0) return `0.${"0".repeat(-pointAt)}${digits}`;
  if (pointAt >= digits.length) return digits + "0".repeat(pointAt - digits.length);
  return `${digits.slice(0, pointAt)}.${digits.slice(pointAt)}`;
}
