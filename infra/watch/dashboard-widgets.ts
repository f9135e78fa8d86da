/** The pieces of a dashboard in the form that CloudWatch reads them, placed on its grid from left to right and row by row. */
import type { Measure } from "./measures.ts";

/** Columns of a dashboard. */
const WIDTH = 24;
const GRAPH_HEIGHT = 6;

/** One line of a graph: a number as it is, or a formula over several, which are not drawn themselves. */
export type Line = { readonly label: string } & (Plain | Formula);

interface Plain {
  readonly measure: Measure;
  /** On the scale at the right, for what is of another size than the rest. */
  readonly right?: boolean;
}

interface Formula {
  /** Their ids are unique in the graph. */
  readonly of: Readonly<Record<string, Measure>>;
  readonly formula: string;
}

export interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly periodS: number;
  /** Lines across: what was promised, or where an alarm rings. */
  readonly marks?: readonly { readonly label: string; readonly value: number }[];
  /** The top and the bottom of the scale at the left. */
  readonly range?: { readonly min?: number; readonly max?: number };
}

export interface Row {
  readonly title: string;
  readonly graphs: readonly Graph[];
}

export interface Widget {
  readonly type: "metric" | "text" | "alarm";
  readonly height: number;
  readonly width: number;
  readonly properties: object;
}

export function text(markdown: string, { width, height }: { width: number; height: number }): Widget {
  return { type: "text", width, height, properties: { markdown } };
}

/** The state of these alarms, those that ring first. */
export function alarmStates(
  arns: readonly $util.Output<string>[],
  { width, height }: { width: number; height: number },
): Widget {
  const properties = { title: "Alarms", alarms: [...arns], sortBy: "stateUpdatedTimestamp" };
  return { type: "alarm", width, height, properties };
}

/** A title across, and below it graphs of one width. */
export function rowOf({ title, graphs }: Row, region: string): readonly (readonly Widget[])[] {
  const width = Math.floor(WIDTH / graphs.length);
  return [
    [text(`## ${title}`, { width: WIDTH, height: 1 })],
    graphs.map((graph) => widgetOf(graph, { width, region })),
  ];
}

/** Each row below the one before. */
export function placed(rows: readonly (readonly Widget[])[]): readonly object[] {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const widgets = row.map((widget) => {
      const at = { x, y, ...widget };
      x += widget.width;
      return at;
    });
    y += Math.max(...row.map(({ height }) => height));
    return widgets;
  });
}

function widgetOf({ title, lines, periodS, marks, range }: Graph, at: { width: number; region: string }): Widget {
  const properties = {
    title,
    region: at.region,
    view: "timeSeries",
    period: periodS,
    metrics: lines.flatMap(entriesOf),
    ...(range === undefined ? {} : { yAxis: { left: range } }),
    ...(marks === undefined ? {} : { annotations: { horizontal: marks } }),
  };
  return { type: "metric", width: at.width, height: GRAPH_HEIGHT, properties };
}

function entriesOf(line: Line): readonly unknown[][] {
  const { label } = line;
  if ("measure" in line) return [entryOf(line.measure, { label, ...(line.right === true ? { yAxis: "right" } : {}) })];
  const hidden = Object.entries(line.of).map(([id, measure]) => entryOf(measure, { id, visible: false }));
  return [...hidden, [{ expression: line.formula, label }]];
}

function entryOf({ namespace, name, dimensions, stat }: Measure, options: object): unknown[] {
  return [namespace, name, ...Object.entries(dimensions).flat(), { stat, ...options }];
}
