// A chart of an answer where its figures can be compared by length or followed over years; none where one could mislead.

import { element } from "./elements.js";
import { words } from "./words.js";

const MOST_BARS = 40;
const RANKED = new Set(["rank", "maximum", "minimum"]);
const CENT = 0.005;
const NUMBER = /^-?\d+(\.\d+)?$/;
const ONLY_ADDED = /^\[\d+\]( \+ \[\d+\])*$/;
const named = (figure) => figure.concept ?? figure.label;
const apart = {
  period: (figure) => figure.period,
  entity: (figure) => figure.entity,
  label: named,
};

function same(figures, of) {
  return new Set(figures.map(of)).size === 1;
}

// What is compared: results as printed, or the operands of what was computed from them.
function compared(figures) {
  const printed = figures.filter((each) => !each.derived);
  const results = printed.filter((each) => each.role === "result");
  return results.length > 1 ? results : printed.filter((each) => each.role === "operand");
}

// The one thing in which the figures differ, each from each: period, entity or label. Bodies of different years are bodies, named with
// their years.
function axisOf(figures) {
  const all = Object.keys(apart).filter((each) => !same(figures, apart[each]));
  const axes = all.includes("entity") && all.includes("period") ? all.filter((each) => each !== "period") : all;
  if (axes.length !== 1) return null;
  const values = figures.map(apart[axes[0]]);
  const distinct = new Set(values).size === values.length && values.every((value) => value != null && value !== "");
  return distinct ? axes[0] : null;
}

function largestFirst(figures) {
  return figures.toSorted((one, other) => Number(other.value) - Number(one.value));
}

function withoutTotal(figures) {
  const [largest, ...parts] = figures; // largest first
  const sum = parts.reduce((all, each) => all + Number(each.value), 0);
  return parts.length > 1 && Math.abs(sum - Number(largest.value)) <= CENT * parts.length ? parts : figures;
}

// The figures in the order of the answer, without a total of all.
function inOrder(figures) {
  const rest = new Set(withoutTotal(largestFirst(figures)));
  return figures.filter((each) => rest.has(each));
}

// Whether a figure is the sum of some that stand together, as a class over its items: bars of both would count these twice.
function nested(figures) {
  const values = figures.map((each) => Number(each.value));
  const summed = (whole, at) => values.some((_, from) => {
    let sum = 0;
    for (let to = from; to < values.length && to !== at && sum <= whole; to += 1) {
      sum += values[to];
      if (to > from && Math.abs(sum - whole) <= CENT * (to - from + 1)) return true;
    }
    return false;
  });
  return values.some((whole, at) => whole > 0 && summed(whole, at));
}

// {kind, axis, unit, title, names, values, left} of an answer, or null; `left` is how many of its figures are not drawn.
export function chartOf(answer) {
  const all = compared(answer.figures);
  let figures = all.filter((each) => each.comparator === "=" && NUMBER.test(each.value));
  if (figures.length < 2 || figures.some((each) => each.direction || each.base)) return null;
  if (!same(figures, (each) => each.unit) || !same(figures, (each) => each.basis)) return null;
  const axis = axisOf(figures);
  if (!axis) return null;
  const operands = figures[0].role === "operand";
  const computed = answer.figures.filter((each) => each.derived);
  if (axis === "label" && operands && !computed.every((each) => ONLY_ADDED.test(each.formula ?? ""))) return null; // a whole beside its part
  const doubled = axis === "label" && nested(inOrder(figures));
  figures = axis === "period" ? figures.toSorted((one, other) => one.period - other.period) : largestFirst(figures);
  if (axis === "label") {
    const rest = withoutTotal(figures);
    const { operation } = answer.interpretation;
    const parts = !doubled && (operation === "list" || rest !== figures);
    if (!operands && !parts && !RANKED.has(operation)) return null; // several items at once: income beside spending and its parts
    figures = rest;
  }
  if (axis !== "period") figures = figures.slice(0, MOST_BARS);
  const [first] = figures;
  const years = axis === "entity" && !same(figures, apart.period);
  const title = [axis !== "entity" && first.entity, axis !== "period" && !years && first.period, axis !== "label" && first.label,
    words().bases[first.basis]].filter(Boolean).join(" · ");
  const told = { kind: axis === "period" ? "line" : "bar", axis, unit: first.unit ?? "", title, left: all.length - figures.length };
  return { ...told, ...(axis === "period" ? overYears(figures) : {
    names: figures.map((each) => axis !== "entity" ? each.label : years ? `${each.entity} ${each.period ?? ""}` : each.entity), values: figures.map((each) => each.value) }) };
}

// Every year between the first and the last has its place, also one without a figure.
function overYears(figures) {
  const known = new Map(figures.map((each) => [each.period, each.value]));
  const length = figures.at(-1).period - figures[0].period + 1;
  const years = Array.from({ length }, (_, at) => figures[0].period + at);
  return { names: years.map(String), values: years.map((year) => known.get(year) ?? null) };
}

function option(chart, style, width) {
  const colour = (name) => style.getPropertyValue(name).trim();
  const ink = colour("--ink"), soft = colour("--soft"), line = colour("--line");
  const font = { fontFamily: style.fontFamily, fontSize: 13 };
  const points = chart.values.map((value) => (value === null ? null : Number(value)));
  const name = { type: "category", data: chart.names, axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
    axisLabel: { ...font, color: ink, ...(chart.kind === "bar" && { width: Math.min(220, width * 0.36), overflow: "break" }) } };
  const amount = { type: "value", splitNumber: width < 480 ? 2 : 4, axisLabel: { ...font, color: soft, hideOverlap: true }, splitLine: { lineStyle: { color: line, opacity: 0.6 } } };
  const label = { ...font, show: true, color: ink, formatter: ({ dataIndex }) => chart.values[dataIndex] ?? "" };
  const series = { data: points, color: colour("--accent"), label };
  const tooltip = { renderMode: "richText", confine: true, backgroundColor: colour("--paper"), borderColor: line, textStyle: { ...font, color: ink },
    formatter: ({ dataIndex }) => `${chart.names[dataIndex]}\n${chart.values[dataIndex] ?? ""} ${chart.unit}` };
  const frame = { animation: false, tooltip, grid: { left: 8, right: 64, top: 24, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" } };
  return chart.kind === "line"
    ? { ...frame, xAxis: name, yAxis: amount, series: [{ type: "line", symbolSize: 8, lineStyle: { width: 2 }, ...series, label: { ...label, position: "top" } }] }
    : { ...frame, xAxis: amount, yAxis: { ...name, inverse: true }, series: [{ type: "bar", barMaxWidth: 22, ...series, label: { ...label, position: "right" } }] };
}

// The figure of a chart, drawn once it is on the page; ECharts comes only then.
export function chartFigure(chart) {
  const said = words();
  const title = said.chartOf(chart.title, chart.unit);
  const canvas = element("div", { class: "canvas", role: "img", "aria-label": said.chartLabel(title, chart.names.length) });
  canvas.style.height = chart.kind === "line" ? "260px" : `${chart.names.length * 44 + 56}px`;
  const figure = element("figure", { class: "chart" }, element("figcaption", {}, title), canvas,
    chart.left > 0 && element("p", { class: "soft" }, said.chartLeft(chart.left)));
  drawn(chart, canvas).catch(() => figure.remove());
  return figure;
}

async function drawn(chart, canvas) {
  const { init } = await import("./echarts.js");
  let shown = null;
  const draw = () => {
    if (!canvas.isConnected || !canvas.clientWidth) return;
    shown ??= init(canvas, null, { renderer: "svg" });
    shown.resize();
    shown.setOption(option(chart, getComputedStyle(canvas), canvas.clientWidth), true);
  };
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
