/**
 * Whether a deployment that is being watched may go on. One lost answer is the internet's, several in a row are ours; and a region that
 * fails every other time never fails in a row, so failures are also counted over a window. A new alarm needs no second look: it has
 * its own window already.
 *
 *     readiness  + + - + + - - -  stop: three in a row
 *     readiness  + - + - + - + -+-  stop: five of the last twenty
 */

/** An answer lost twice in a row happens; three times, 30 s apart, is a minute without. */
export const FAILURES_IN_A_ROW_MAX = 2;
/** Ten minutes of looks. */
export const WINDOW_LOOKS = 20;
/** A region that loses more than a fifth is not well, whatever it says in between. */
export const FAILURES_IN_WINDOW_MAX = 4;

export interface RegionLook {
  readonly region: string;
  /** Whether silence counts: it does for what this walk deployed, since a region must be mendable while another is down. */
  readonly isRequired: boolean;
  readonly measures: readonly Measure[];
  /** In ALARM now and not before the walk. */
  readonly newAlarms: readonly string[];
  /** Made by this deployment, and not yet known to be well: they stop nothing, and nothing ends without them. */
  readonly awaited: readonly string[];
}

export interface Measure {
  readonly name: "readiness" | "catalog" | "alarms";
  readonly ok: boolean;
  readonly saw: string;
}

/** By region and measure: whether it was good, oldest first. */
export type History = ReadonlyMap<string, readonly boolean[]>;

export interface BakeVerdict {
  readonly history: History;
  /** Why the walk stops, in a sentence. */
  readonly stop: string | undefined;
  /** Everything that is required was measured and good, and no alarm is waited for. */
  readonly isGood: boolean;
}

export function judgeLooks(history: History, looks: readonly RegionLook[]): BakeVerdict {
  const next = new Map(history);
  const stops: string[] = [];
  for (const { region, newAlarms } of looks)
    if (newAlarms.length > 0)
      stops.push(
        `in ${region} ${newAlarms.join(", ")} ${newAlarms.length === 1 ? "is" : "are"} in ALARM, and not before`,
      );
  for (const { region, measure } of requiredMeasures(looks)) {
    const key = `${region} ${measure.name}`;
    const results = [...(history.get(key) ?? []), measure.ok].slice(-WINDOW_LOOKS);
    next.set(key, results);
    const why = tooManyFailures(results);
    if (why !== undefined) stops.push(`in ${region} ${measure.name} failed ${why}: ${measure.saw}`);
  }
  const allOk =
    requiredMeasures(looks).every(({ measure }) => measure.ok) && looks.every(({ awaited }) => awaited.length === 0);
  return { history: next, stop: stops[0] && stops.join("; "), isGood: stops.length === 0 && allOk };
}

function requiredMeasures(looks: readonly RegionLook[]) {
  return looks
    .filter(({ isRequired }) => isRequired)
    .flatMap(({ region, measures }) => measures.map((measure) => ({ region, measure })));
}

function tooManyFailures(results: readonly boolean[]): string | undefined {
  if (results.at(-1) !== false) return undefined;
  const inARow = results.length - 1 - results.lastIndexOf(true);
  if (inARow > FAILURES_IN_A_ROW_MAX) return `${inARow} times in a row`;
  const inAll = results.filter((ok) => !ok).length;
  return inAll > FAILURES_IN_WINDOW_MAX ? `${inAll} times in the last ${results.length} looks` : undefined;
}
